"""Sentences meet the claims that they repeat; others become drafts that say what is missing, and load once finished."""

from pathlib import Path

import pytest

from benchmarks.claim_extraction import CLAIMS, stand_in
from leadline.catalog import Catalog
from leadline.claims import read
from leadline.claims.metrics import METRICS
from leadline.claims.text.draft import Article, Draft, Proposed, drafts
from leadline.claims.text.found import found_in
from leadline.claims.text.match import matched
from leadline.claims.text.proposal import read as read_answer
from leadline.errors import UserError

CATALOG = Catalog()
KNOWN = [stand_in(name, text) for name, text in CLAIMS.items()]


def repeated(text: str) -> str:
    """The claim that a sentence repeats."""
    (match,) = matched(found_in(text, CATALOG), KNOWN, CATALOG)
    return match.claim.id if match.claim else ""


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Tokens from Anthropic cost two to three times as much as those from OpenAI.", "oped-anthropic-vs-openai"),
        ("China has about 1/11 of the computing power of the United States.", "us-china-compute-11x"),
        ("Huawei's chips have four percent of the computing power of Nvidia's.", "huawei-4-percent-of-nvidia"),
        ("Chinese models trail by seven months.", "lag-mean-7"),
        ("Chinese models trail by nine months.", ""),
        ("In AI 2027, China runs half a year behind the United States.", "ai2027-six-months-behind"),
        ("By 2028 the American lead will be twelve to twenty-four months.", "oped-lead-12-24"),
        ("By 2035 the American lead will be twelve to twenty-four months.", ""),
        ("Anthropic is among the most expensive.", "oped-most-expensive"),
        ("OpenAI is among the most expensive.", ""),
        ("Kimi K2.6 ranks third on the Arena board.", "arena-top-chinese"),
    ],
)
def test_the_same_measure_sides_and_number_make_the_same_claim(text: str, claim: str) -> None:
    assert repeated(text) == claim


def drafted(text: str, article: Article, proposed: dict[int, Proposed] | None = None) -> tuple[Draft, ...]:
    return drafts(matched(found_in(text, CATALOG), KNOWN, CATALOG), article, METRICS, proposed)


def test_only_what_repeats_no_claim_is_drafted() -> None:
    text = "Chinese models trail by seven months. Qwen3.7-Max costs about half of what GPT-5.5 does. Nobody knows why."
    assert [one.id for one in drafted(text, Article(name="An Article.txt"))] == ["an-article-2-ratio"]


def test_a_draft_names_what_is_missing_until_a_person_finishes_it(tmp_path: Path) -> None:
    (draft,) = drafted('Qwen3.7-Max costs "about half" of what GPT-5.5 does.', Article(name="a.txt", title='A "b" #c'))
    file = tmp_path / f"{draft.id}.yaml"
    finish = {
        "# restated:": "restated: Qwen3.7-Max costs [about half] of what GPT-5.5 does.\n#",
        "# status:": "status: not_checkable\n#",
        "# reason:": "reason: {code: no_data, note: No list names both.}\n#",
        "  # author:": "  author: Somebody\n#",
        "  # interest:": "  interest: none\n#",
    }
    content, asked = draft.content, []
    for _ in finish:
        file.write_text(content, encoding="utf-8")
        with pytest.raises(UserError) as error:
            read.read(file, METRICS)
        field = next(name for name in finish if f"'{name.strip(' #:')}'" in str(error.value))
        asked.append(field)
        content = content.replace(field, finish[field])
    file.write_text(content, encoding="utf-8")
    claim = read.read(file, METRICS)
    assert len(set(asked)) == len(finish)
    assert (claim.quote, claim.work.title, claim.kind) == (draft.found.sentence.text, 'A "b" #c', "ratio")


def test_hostile_words_stay_in_their_field(tmp_path: Path) -> None:
    """A title and a name that would add fields of their own."""
    article = Article(name="x\ny: 1/../../a.txt", title='"}\nquery: {metric: cost}\x1b[31m')
    (draft,) = drafted("GPT-5.5 costs $3 for each task.", article)
    assert "/" not in draft.id
    assert "\x1b" not in draft.content
    assert not [line for line in draft.content.splitlines() if line.startswith(("query", "y:"))]


def test_a_proposed_query_is_marked_as_such() -> None:
    answer = '{"metric": "cost_ratio", "args": {"model": "anthropic", "base": "deepseek", "pair": "flagship"}}'
    proposed = read_answer(answer, METRICS, "some-model")
    assert isinstance(proposed, Proposed)
    (draft,) = drafted("Anthropic costs nine times what DeepSeek does.", Article(name="a.txt"), {1: proposed})
    lines = draft.content.splitlines()
    at = lines.index('query: {metric: cost_ratio, args: {model: "anthropic", base: "deepseek", pair: "flagship"}}')
    assert "Proposed by the language model 'some-model', not by a person" in lines[at - 1]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Chinese models cost less than those of the United States.", "cheaper"),
        ("Chinese models are 40 percent cheaper than those of the United States.", ""),
        ("Chinese models cost more than those of the United States.", ""),
        ("Qwen3.7-Max costs $1.20 per million input tokens.", ""),
        ("Fifty million tokens from Anthropic's models cost twelve times what they cost from OpenAI.", ""),
        ("Fifty million tokens from Anthropic's models cost half more than from OpenAI.", ""),
        ("In China the controls explain most of the difference in policy.", ""),
    ],
)
def test_what_only_sounds_alike_is_no_repetition(text: str, claim: str) -> None:
    """Another direction, a size where the claim has none, a price, or the same amount of tokens, is another claim."""
    claims = [
        stand_in("cheaper", "Chinese models cost less than those of the United States."),
        stand_in("ratio", "Fifty million tokens from Anthropic's models cost two to three times what OpenAI's cost."),
        stand_in("stimulus", "The controls were a stimulus for China's own chips."),
    ]
    found = matched(found_in(text, CATALOG), claims, CATALOG)
    assert [one.claim.id for one in found if one.claim] == [claim] * bool(claim)


def test_a_model_of_two_letters_is_no_country() -> None:
    """Nor does its maker's country stand for it."""
    claims = [stand_in("dearer", "o1 costs more than o3.")]
    for text, claim in (("o1 costs more than o3.", "dearer"), ("o1 costs more than GLM-5.2.", "")):
        (match,) = matched(found_in(text, CATALOG), claims, CATALOG)
        assert (match.claim.id if match.claim else "") == claim
