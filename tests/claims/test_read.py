"""Claims in files: what they mean, what is wrong with them and where, and what a hostile one gets."""

import os
import random
import re
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.claims import read as reading
from leadline.claims import works
from leadline.claims.claim import Claim
from leadline.claims.metric import Args, Argument, Measured, Metric
from leadline.claims.read import read, read_all
from leadline.errors import UserError
from leadline.model import Arg
from leadline.store.view import View
from leadline.userfile import parsed

DATA = Path(__file__).parents[1] / "data" / "claims"
RATIO = (DATA / "ratio.yaml").read_text(encoding="utf-8")


def _among(*words: Arg, needed: bool = True) -> Argument:
    def check(value: Arg) -> None:
        if value not in words:
            raise UserError(f"Expected one of {', '.join(map(str, words))}, found {value!r}. Write one of them.")

    return Argument(meaning="One of some words.", check=check, needed=needed)


def _between(low: float, high: float, *, needed: bool = False) -> Argument:
    def check(value: Arg) -> None:
        if isinstance(value, str | bool) or not low <= value <= high:
            raise UserError(f"Expected a number from {low} to {high}, found {value!r}. Write such a number.")

    return Argument(meaning="A number.", check=check, needed=needed, default=low)


def _measured(view: View, args: Args) -> Measured:
    raise AssertionError("a claim is read without measuring anything")


def _metric(name: str, arguments: Mapping[str, Argument]) -> Metric:
    return Metric(
        name=name, meaning="For tests.", unit="ratio", arguments=arguments, measure=_measured, example={}
    )  # fmt: skip


VENDOR = _among("anthropic", "openai", "deepseek")
METRICS: Mapping[str, Metric] = {
    "ratio": _metric(
        "ratio",
        {
            "numerator": VENDOR,
            "denominator": VENDOR,
            "pair": _among("flagship", "mid", "small", needed=False),
            "tokens": _between(1, 10**9, needed=True),
            "output_share": _between(0, 1),
            "cached": _between(0, 1),
        },
    ),
    "months": _metric("months", {"leader": _among("US", "CN"), "follower": _among("US", "CN")}),
}


def of(text: str) -> Claim:
    return reading.of(parsed(text.encode(), "claim.yaml"), METRICS)


def changed(*changes: tuple[str, str]) -> str:
    """The claim of ratio.yaml with some of its text changed."""
    text = RATIO
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def refused(text: str) -> str:
    with pytest.raises(UserError) as raised:
        of(text)
    return str(raised.value)


def test_a_checkable_claim() -> None:
    claim = read(DATA / "ratio.yaml", METRICS)
    assert (claim.id, claim.kind, claim.status, claim.reason, claim.note) == (
        "anthropic-vs-openai",
        "ratio",
        "checkable",
        None,
        "",
    )
    assert claim.restated.startswith("Fifty million tokens from Anthropic's models cost two to three times what")
    assert claim.vague == ("Anthropic's models", "two to three times", "comparable")
    assert (claim.work.side, claim.place, claim.language) == ("CN policy", "paragraph 11", "zh")
    assert claim.said == claim.work.published == date(2026, 5, 30)
    assert claim.query is not None
    assert dict(claim.query.args) == {"numerator": "anthropic", "denominator": "openai", "tokens": 50_000_000}
    pair, share, cached, few = claim.parameters
    assert (pair.words, pair.decision, pair.default) == ("comparable", "non-equivalent", "flagship")
    assert [choice.value for choice in pair.choices] == ["flagship", "mid", "small"]
    assert (share.words, [choice.weight for choice in share.choices]) == ("", [1, 0.5, 1])
    assert [choice.value for choice in cached.choices] == [0, 0.4, 0.8]
    assert few.choices[1].value == 1.8
    assert claim.asserts is not None
    assert claim.asserts.strict.names == {"few", "v"}
    assert [one.text for one in claim.constraints] == ["not (output_share == 1 and cached > 0)"]
    assert (claim.counterclaims, claim.history) == (
        ("anthropic-is-cheaper",),
        ((date(2026, 11, 24), "First version."),),
    )


def test_a_folder_is_read_by_id_and_a_file_is_a_folder_of_one() -> None:
    found = read_all(DATA, METRICS)
    assert [claim.id for claim in found] == ["anthropic-is-cheaper", "anthropic-vs-openai", "distilled", "lead-2028"]
    assert read_all(DATA / "ratio.yaml", METRICS) == (found[1],)


def test_what_cannot_be_checked_says_why() -> None:
    claim = read(DATA / "private.yaml", METRICS)
    assert (claim.status, claim.reason, claim.query, claim.asserts) == (
        "not_checkable",
        "private_behaviour",
        None,
        None,
    )
    assert claim.note.startswith("Only the vendors' own logs")
    premise = read(DATA / "premise.yaml", METRICS)
    assert (premise.status, premise.reason, premise.asserts) == ("scenario", "future", None)
    assert premise.query is not None
    assert premise.said == date(2026, 5, 14)


def test_a_users_own_work_and_quote() -> None:
    claim = read(DATA / "own.yaml", METRICS)
    assert (claim.work.id, claim.work.author, claim.work.interest) == (claim.id, "A. Writer", "buys model APIs")
    assert (claim.said, claim.language) == (date(2026, 9, 1), "en")
    assert claim.quote == '"We pay them less than anybody else."'
    assert [choice.value for choice in claim.parameters[0].choices] == [1_000, 10_000, 100_000, 1_000_000]


def test_a_range_has_its_ends_and_equal_steps() -> None:
    """By hand: five steps from 0 to 1 are quarters; the middle of 1 and 2 on logarithms is 1.41."""
    spoken = "from: 0, to: 0.8, steps: 3"
    for told, expected in (
        ("from: 0, to: 1, steps: 5", [0, 0.25, 0.5, 0.75, 1]),
        ("from: 0, to: 1, steps: 2", [0, 1]),
        ("from: 0, to: 0.3, steps: 4", [0, 0.1, 0.2, 0.3]),
    ):
        cached = of(changed((spoken, told))).parameters[2]
        assert [choice.value for choice in cached.choices] == expected
    told = "from: 1, to: 2, steps: 3, scale: log"
    few = RATIO[RATIO.index("    values:", RATIO.index("  few:")) : RATIO.index("constraints:")]
    found = of(changed((few, f"    range: {{{told}}}\n"))).parameters[3]
    assert [choice.value for choice in found.choices] == [1, 1.41421, 2]


PAIR = "{value: small, why: what both sell as their cheapest}"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("schema: leadline.claim/1", "schema: leadline.claim/2", "line 2, schema: expected 'leadline.claim/1', found"),
        ("id: anthropic-vs", "id: Anthropic vs", "line 3, id: expected an id of small letters and numbers joined by"),
        ("type: ratio", "type: ration", "line 6, type: expected one of ratio, rank"),
        ("type: ratio", "typ: ratio", "line 6: expected one of schema, id"),
        ("status: checkable", "status: checkable\nreason: {}", "reason: expected no field 'reason'"),
        ("status: checkable", "status: partly_checkable", "status: expected the field 'reason' with this status"),
        ("status: checkable", "status: not_checkable\nreason: {}", "query: expected no field 'query'"),
        ("work: oped-2026-05-30", "work: oped-2026-05-31", "Unknown work 'oped-2026-05-31'. Did you mean"),
        ("work: oped-2026-05-30", "title: Prices", "line 4, source: expected the field 'author'"),
        ("work: oped-2026-05-30", "work: oped-2026-05-30, author: me", "author: expected a work of the list alone"),
        ("work: oped-2026-05-30", "work: oped-2026-05-30, language: Chinese", "language: expected the code"),
        (", place: paragraph 11", "", "line 4, source: expected the field 'place'"),
        ("[comparable]", "[comparable", "restated: expected each [ closed by a ]"),
        ("[comparable]", "[[comparable]]", "restated: expected each [ closed by a ]"),
        ("words: comparable", "words: compared", "line 11, parameters.pair.words: expected words that are marked"),
        ("metric: ratio", "metric: rank", "line 8, query.metric: Unknown metric 'rank'. "),
        ("denominator: openai", "denominater: openai", "line 8: expected one of numerator, denominator"),
        ("denominator: openai, ", "", "query.args: ratio needs the argument 'denominator'"),
        ("denominator: openai", "denominator: opanai", "line 8, query.args.denominator: Expected one of anthropic"),
        ("tokens: 50000000", "tokens: 50000000, pair: mid", "args.pair: expected an argument that no parameter"),
        (PAIR, "{value: tiny, why: x}", "line 17, parameters.pair.values[3]: Expected one of flagship, mid, small"),
        (PAIR, "{value: mid, why: x}", "line 17, parameters.pair.values[3].value: expected each value once"),
        (PAIR, "{value: 3, why: x}", "values[3].value: expected a text as the others are, found 3"),
        (PAIR, "{value: , why: x}", "values[3]: expected the field 'value'"),
        (PAIR, "{value: small, because: x}", "line 17: expected one of value, why, weight, found the field 'because'"),
        (PAIR, "{value: small, weight: 0}", "values[3].weight: expected a number from 0.000001"),
        ("default: flagship", "default: large", "line 13, parameters.pair.default: expected one of the values"),
        ("decision: non-equivalent", "decision: N", "pair.decision: expected one of equivalent, non-equivalent"),
        ("  pair:", "  paar:", "line 11, parameters.paar: expected an argument of ratio"),
        ("  pair:", "  v:", "expected a parameter's name of small letters"),
        ("  pair:", "  and:", "expected a parameter's name of small letters"),
        ("from: 0, to", "from: 1, to", "parameters.cached.range.to: expected more than 1, where the range begins"),
        ("steps: 3", "steps: 3, scale: log", "range.from: expected more than 0 on a scale of logarithms"),
        ("steps: 3", "steps: 2.5", "range.steps: expected a whole number from 2 to 1,000"),
        ("steps: 3", "steps: 100000000", "range.steps: expected a number from 2 to 1000"),
        ("steps: 3, why", "steps: 3, y", "expected one of from, to, steps, scale, why"),
        ("default: 0\n", "default: 0\n    values: [{value: 0}]\n", "cached: expected either values or a range"),
        ("cached > 0)", "cashed > 0)", "line 38, constraints[1]: Unknown name 'cashed'. Did you mean 'cached'?"),
        ("cached > 0)", "v > 0)", "constraints[1]: Unknown name 'v'"),
        ("cached > 0)", "cached >= 0)", "constraints[1]: expected what the plain reading keeps"),
        ("cached > 0)", "cached > 'no')", "expected a number beside '>', found a text"),
        ("direction: v > 1", "direction: few > 1", "assert.direction: expected an expression about v"),
        (", direction: v > 1", "", "line 39, assert: expected the field 'direction'"),
        ("direction: v > 1", "direction: v.real > 1", "assert.direction: Expression 'v.real > 1', at character 1"),
        ("day: 2026-11-24", "day: 2026-11-31", "history[1].day: '2026-11-31' is no day"),
        ("anthropic-is-cheaper", "A", "links.counterclaims[1]: expected an id of small letters"),
        ("restated: F", "quote: \"a\\e[31mb\"\nrestated: F", "expected a text of letters that can be seen"),
        ("restated: F", f"quote: {'x' * 1_001}\nrestated: F", "quote: expected a text of at most 1,000 characters"),
        ("restated: F", f"quote: {'x' * 10_001}\nrestated: F", "expected texts of at most 10,000 characters, found"),
        ("restated: F", f"quote: {'x' * 1_000_000}\nrestated: F", "claim.yaml: expected at most 200,000 bytes"),
    ],
)  # fmt: skip
def test_errors_name_file_line_field_and_remedy(before: str, after: str, message: str) -> None:
    found = refused(changed((before, after)))
    assert found.startswith("claim.yaml")
    assert message in found
    assert len(found) < 900


def test_an_expression_may_name_a_fixed_argument() -> None:
    claim = of(changed(("direction: v > 1", "direction: v > 1 and tokens > 9 and numerator == 'anthropic'")))
    assert claim.asserts is not None
    assert claim.asserts.direction.names == {"v", "tokens", "numerator"}


def test_a_users_own_work_needs_an_address_that_is_one() -> None:
    own = (DATA / "own.yaml").read_text(encoding="utf-8")
    assert "source.url: expected an address on the web" in refused(own.replace("https:", "javascript:"))


def test_an_enormous_grid_is_refused_with_its_product() -> None:
    """By hand: 3 x 3 x 1,000 x 2 readings are few enough; with three more parameters of 1,000 values they are not."""
    wide = "range: {from: 0, to: 0.8, steps: 1000"
    assert len(of(changed(("range: {from: 0, to: 0.8, steps: 3", wide))).parameters[2].choices) == 1_000
    more = "".join(
        f"  a{number}: {{decision: uncertain, default: 0, range: {{from: 0, to: 1, steps: 1000}}}}\n"
        for number in range(3)
    )
    message = refused(changed(("constraints:", f"{more}constraints:")))
    assert "parameters: expected at most 10,000,000 readings, not 3 x 3 x 3 x 2 x 1000 x 1000 x 1000 = " in message
    assert "54,000,000,000" in message


def test_many_parameters_and_entries_are_refused() -> None:
    many = "".join(
        f"  a{number}: {{decision: uncertain, default: 0, values: [{{value: 0}}]}}\n" for number in range(30)
    )
    assert "expected a map of at most 20 parameters" in refused(changed(("constraints:", f"{many}constraints:")))
    assert "expected at most 50 entries" in refused(changed(("constraints:", "constraints:" + "\n  - cached < 1" * 51)))


def test_ids_are_unique_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name in ("a.yaml", "deep/er/b.yaml"):
        (tmp_path / name).write_text(RATIO, encoding="utf-8")
    with pytest.raises(UserError, match=r"a.yaml and deep/er/b.yaml: expected an id of its own for each claim"):
        read_all(tmp_path, METRICS)


def test_folders_that_hold_no_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor too much: a slip that names a whole disk is found at once. Hidden folders and pipes are no claims."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.yaml").write_text(RATIO, encoding="utf-8")
    with pytest.raises(UserError, match=r"expected a folder of claims in files \*.yaml, found none"):
        read_all(tmp_path, METRICS)
    with pytest.raises(UserError, match="Expected a file that can be read"):
        read_all(tmp_path / "none.yaml", METRICS)
    os.mkfifo(tmp_path / "pipe.yaml")
    assert read_all(tmp_path, METRICS) == ()
    for name in ("b.txt", "c.txt"):
        (tmp_path / name).touch()
    monkeypatch.setattr(reading, "MOST_SEEN", 2)
    with pytest.raises(UserError, match="at most 2,000 claims and 2 files in all, found more"):
        read_all(tmp_path, METRICS)


def test_the_works_of_the_package_are_complete() -> None:
    """Each has an author or publisher, an interest and a side: nobody is shown without what they have to gain."""
    for one in works.load().values():
        assert one.title
        assert one.author or one.publisher
        assert one.interest
        assert one.side
        assert one.read
        assert re.fullmatch("[a-z]{2}", one.language)
        # Of some the notes give no address: those say that they were not seen, or how much of them was.
        assert one.url.startswith("https://") or (one.url == "" and one.read != "whole")


HOSTILE = (
    "&a",
    "*a",
    "!!python/object/apply:os.system ['true']",
    "? [a]\n: b",
    "[" * 30,
    "\t",
    "\x00",
    "%YAML 9.9\n---\n",
)


@pytest.mark.parametrize("evil", HOSTILE)
def test_a_hostile_word_is_refused_wherever_it_stands(evil: str) -> None:
    lines = RATIO.splitlines()
    for place, line in enumerate(lines):
        told = [*lines[:place], line.partition(":")[0] + ": " + evil, *lines[place + 1 :]]
        if not line.startswith("#"):
            assert refused("\n".join(told)).startswith("claim.yaml")


SIGNS = b"[]{}:,-&*!|>'\"#%@`?\n ()<=v0192.\x00\xe2"
WORDS = (
    *("null", "true", "0", "-1", "1e9", "99999999999999999999", "0.5", "v", "not", "in", "abs", "()", "[]", "{}", "''"),
    *("flagship", "anthropic", "US", "2026-05-30", "2026-02-30", "log", "uncertain", "v > 1", "9**9", "[x]", "\u200b"),
)


def _reworded(content: bytes, rng: random.Random) -> bytes:
    """Bytes with one or two words replaced: what is still YAML, and mostly no claim."""
    parts = re.split(r"([\w.-]+)", content.decode())
    for _ in range(rng.randint(1, 2)):
        parts[rng.randrange(1, len(parts), 2)] = rng.choice([*WORDS, parts[rng.randrange(1, len(parts), 2)]])
    return "".join(parts).encode()


def _mutated(content: bytes, rng: random.Random) -> bytes:
    """Bytes with some taken out, put in, doubled or moved."""
    found = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(found))
        length = rng.randint(1, 12)
        match rng.randrange(5):
            case 0:
                found[place] = rng.randrange(256)
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = bytes(rng.choice(SIGNS) for _ in range(length))
            case 3:
                found[place:place] = found[place : place + 10 * length]
            case _:
                other = rng.randrange(len(found))
                found[place : place + length] = found[other : other + length]
        found = found or bytearray(b" ")
    return bytes(found)


@pytest.mark.parametrize("name", ["ratio.yaml", "own.yaml", "premise.yaml", "private.yaml"])
def test_mutated_files_are_claims_or_one_error(name: str) -> None:
    """Four hundred of each, the same every time; none takes long."""
    content, rng = (DATA / name).read_bytes(), random.Random(7)
    for _ in range(400):
        mutated, started = rng.choice((_mutated, _reworded))(content, rng), time.process_time()
        try:
            found = reading.of(parsed(mutated, "claim.yaml"), METRICS)
        except UserError as error:
            assert "claim.yaml" in str(error)  # noqa: PT017 - some mutations are harmless
            assert len(str(error)) < 2_000  # noqa: PT017
        else:
            assert found.restated
        assert time.process_time() - started < 2


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.just("v > 1")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)


def _yaml(value: object) -> str:
    """A value in the flow style of YAML, texts in quotes."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_yaml(name)}: {_yaml(one)}" for name, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_yaml, value)) + "]"
        case str():
            return "'" + value.replace("'", "''").replace("\n", " ") + "'"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case _:
            return str(value)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([*reading.FIELDS]), values)
def test_any_value_of_any_field_is_taken_or_told(field: str, value: object) -> None:
    lines = "\n".join(line for line in DATA.joinpath("premise.yaml").read_text(encoding="utf-8").splitlines()
                      if not line.startswith(f"{field}:"))  # fmt: skip
    text = f"{lines}\n{field}: {_yaml(value)}\n"
    try:
        found = reading.of(parsed(text.encode("utf-8", "surrogatepass"), "claim.yaml"), METRICS)
    except UserError as error:
        assert str(error).startswith("claim.yaml")  # noqa: PT017 - some values are right
    else:
        assert found.file == "claim.yaml"
