"""Sentences end where a reader ends them, in English and Chinese, whatever lines and marks stand between."""

import pytest

from leadline.claims.text.sentences import MOST_SENTENCE, clean, sentences


def parted(text: str) -> list[str]:
    return [one.text for one in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "GPT-5.5 costs $1.20 per million tokens.",
        "We compare models, e.g. GLM-5.2, i.e. open ones, vs. closed ones (see Fig. 3).",
        "The U.S. Senate and Mr. Smith of A.I. Corp. agreed on No. 12.",
        "It is nearer 11 to 1.[7]",
        '"It is cheap," he said.',
        "“我们希望更多人用得起，”一位发言人说。",
        "“是吗？”他问。",
        "Item 7. Management's discussion",
        "This is P.O. Box 309.",
        "Wait... what fell by 5 percent",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert parted(text) == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It is made in the U.S. The price fell.", 2),
        ("Is it 4.8? Yes! It is.", 3),
        ("模型很便宜。真的吗？是的！", 3),
        ("really?? yes", 2),
        ("It scored 4.8. Then it scored 5.1.", 2),
    ],
)
def test_several_sentences_are_parted(text: str, count: int) -> None:
    assert len(parted(text)) == count


def test_marks_of_lists_quotes_and_headings_belong_to_no_sentence() -> None:
    text = "# Prices\n\n- rent, don't buy\n* **two**\n12. third\n> quoted\n(a) fourth"
    assert parted(text) == ["Prices", "rent, don't buy", "two", "third", "quoted", "fourth"]


def test_lines_broken_to_fit_are_joined_and_others_are_not() -> None:
    broken = (
        "The price of a standard coding workload fell again in the third\nquarter, according to a survey of "
        "eleven vendors that was made in\nSeptember. It had risen before.\n\nshort line\nanother short one"
    )
    assert parted(broken) == [
        "The price of a standard coding workload fell again in the third quarter, according to a survey of eleven "
        "vendors that was made in September.",
        "It had risen before.",
        "short line",
        "another short one",
    ]


def test_lines_are_counted_in_the_text_as_it_came() -> None:
    found = sentences("# Head\n\nFirst. Second.\n\n- third\n- fourth")
    assert [(one.text, one.line, one.heading) for one in found] == [
        ("Head", 1, True),
        ("First.", 3, False),
        ("Second.", 3, False),
        ("third", 5, False),
        ("fourth", 6, False),
    ]


def test_what_nobody_sees_is_gone_and_nothing_is_longer_than_a_sentence() -> None:
    assert clean("a\x1b]0;title\x07b\u200bc\u2028d") == "a]0;titlebc\nd"
    assert all(len(one) <= MOST_SENTENCE for one in parted("word " * 2_000 + "x" * 5_000))
