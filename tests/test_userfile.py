"""Files that people write: what they mean, where a value stands, and what a hostile one gets."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline import userfile
from leadline.errors import UserError
from leadline.userfile import Item, parsed, read


def plain(item: Item) -> object:
    """The values alone."""
    if isinstance(item.content, dict):
        return {name: plain(value) for name, value in item.content.items()}
    return [plain(value) for value in item.content] if isinstance(item.content, list) else item.content


def test_words_mean_what_they_look_like() -> None:
    """In older YAML no is false, 3:1 is 181, 0o17 and 1_000 are numbers and 2026-01-01 is a day."""
    text = b"a: no\nb: 3:1\nc: 1_000\nd: 2026-01-01\ne: true\nf: ~\ng:\nh: 1.50\ni: '7'\nj: -3\nk: 1e5\nl: .inf\nm: yes"
    assert plain(parsed(text, "x")) == {
        "a": "no",
        "b": "3:1",
        "c": "1_000",
        "d": "2026-01-01",
        "e": True,
        "f": None,
        "g": None,
        "h": Decimal("1.50"),
        "i": "7",
        "j": Decimal(-3),
        "k": "1e5",
        "l": ".inf",
        "m": "yes",
    }
    assert str(plain(parsed(b"1.50", "x"))) == "1.50"


def test_every_value_knows_its_line_and_its_path() -> None:
    whole = parsed(b"# a plan\nworks:\n  - name: a\n    output: many\n  - name: b\n", "plan.yaml")
    assert isinstance(whole.content, dict)
    first, second = whole.content["works"].items()
    assert (first.line, first.path, second.line) == (3, "works[1]", 5)
    assert isinstance(first.content, dict)
    output = first.content["output"]
    with pytest.raises(
        UserError, match=r"plan.yaml, line 4, works\[1\].output: expected a number from 0 to 9, found 'many'. Write it"
    ):
        output.number(0, 9, "5")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: &x 1\nb: *x\n", "line 1: expected values without references"),
        (b"b: *x\n", "line 1: expected values without references"),
        (b"a:\n  <<: *x\n", "line 2: expected values without references"),
        (b"a: !!python/object/apply:os.system ['true']\n", "line 1: expected plain values, found the tag"),
        (b"a: !!str 1", "found the tag"),
        (b"a: 1\na: 2\n", "line 2: expected each field once, found 'a' a second time"),
        (b"a: 1\n---\nb: 2\n", "line 2: expected one document"),
        (b"[" * 50_000, "line 1: expected at most 12 levels"),
        (b"a: " * 20_000, "line 1: expected YAML"),
        (b"- 1\n" * 21_000, "expected at most 20,000 values"),
        (b"a: " + b"x" * 10_001, "expected texts of at most 10,000 characters, found one of 10,001"),
        (b"x" * 200_001, "expected at most 200,000 bytes"),
        (b"? [a, b]\n: c\n", "expected a word as the name of a field"),
        (b"a: b: c\n", "line 1: expected YAML, found mapping values are not allowed here"),
        (b"\ta: 1\n", "expected YAML, found"),
        (b"a: 'open\n", "expected YAML, found"),
        (b"a: \x00\n", "expected YAML, found"),
        (b"\xff\xfea", "expected text in UTF-8, found other bytes at 0"),
        (b"%TAG ! tag:x,2000:\n---\na: !b c\n", "found the tag"),
    ],
)
def test_what_no_such_file_needs_is_refused_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(UserError) as raised:
        parsed(content, "plan.yaml")
    assert str(raised.value).startswith("plan.yaml")
    assert message in str(raised.value)
    assert len(str(raised.value)) < 400


def test_a_billion_laughs_are_refused_at_the_first(tmp_path: Path) -> None:
    path = tmp_path / "laughs.yaml"
    path.write_text("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join([f'*{p}'] * 9)}]\n" for p, c in
                    zip("abcdefgh", "bcdefghi", strict=True)))  # fmt: skip
    with pytest.raises(UserError, match="line 1: expected values without references"):
        read(path)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, Path("a\0b")):
        with pytest.raises(UserError, match="Expected a file that can be read"):
            read(path)


def test_an_empty_file_has_no_value() -> None:
    for content in (b"", b"# nothing\n", b"---\n"):
        assert parsed(content, "x").content is None


def test_fields_are_known_and_needed() -> None:
    whole = parsed(b"name: a\nmonhts: 3\n", "p.yaml")
    with pytest.raises(UserError, match=r"p.yaml, line 2: expected one of name, months, found the field 'monhts'. Did"):
        whole.fields(["name", "months"])
    with pytest.raises(UserError, match=r"p.yaml, line 1: expected the field 'months', found a map of name, monhts"):
        whole.fields(["name", "months", "monhts"], ["months"])
    with pytest.raises(UserError, match="expected a map with name"):
        parsed(b"- 1", "p.yaml").fields(["name"])


def test_one_of_some_words_is_a_word() -> None:
    assert parsed(b"a", "p.yaml").one_of({"a": 1}) == "a"
    for wrong in (b"b", b"[a]", b"{a: a}", b"1", b"true"):
        with pytest.raises(UserError, match=r"p.yaml, line 1: expected one of a, found"):
            parsed(wrong, "p.yaml").one_of({"a": 1})


def test_shares_may_be_written_as_per_cent() -> None:
    shares = parsed(b"[20%, 0.2, ' 20 % ']", "p.yaml").items()
    assert [share.number(0, 1, "20%") for share in shares[:2]] == [Decimal("0.2")] * 2
    for wrong in (b"[120%]", b"[-1]", b"[abc%]", b"[true]", b"[null]", b"['']"):
        with pytest.raises(UserError, match="a number from 0 to 1"):
            parsed(wrong, "p.yaml").items()[0].number(0, 1, "20%")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet="ab:-[]{}&*!%#'\"\n \t?|>,@`1.~", max_size=80)))
def test_any_bytes_are_values_or_one_error(content: bytes | str) -> None:
    raw = content.encode() if isinstance(content, str) else content
    try:
        item = parsed(raw, "x.yaml")
    except UserError as error:
        assert str(error).startswith("x.yaml")  # noqa: PT017 - most inputs raise nothing at all
    else:
        assert item.line >= 1


def test_limits_are_stated() -> None:
    assert (userfile.MOST_BYTES, userfile.MOST_DEPTH, userfile.MOST_VALUES) == (200_000, 12, 20_000)
