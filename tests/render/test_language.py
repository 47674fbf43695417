"""One text in several languages: the same spans, other words."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.model import Bound, Figure, Interval
from leadline.render.chinese import chinese, gap, spaced
from leadline.render.html import html
from leadline.render.language import ENGLISH
from leadline.render.markdown import Footnotes, markdown
from leadline.render.notes import told_notes
from leadline.render.sentence import group_name, heading, label, say
from leadline.render.text import Count, Day, Given, Name, Quantity, figures_of, joined, leaves, plain, text

MINUS = "\N{MINUS SIGN}"


def figure(value: float = 12.353, *, low: float | None = 3.4, unit: str = "months", bound: Bound = "exact") -> Figure:
    kind: Interval = "none" if low is None else "90%"
    return Figure(
        metric="lead",
        args={"leader": "US", "follower": "CN", "definition": "step"},
        value=value,
        low=low,
        high=None if low is None else 13.0,
        interval=kind,
        unit=unit,
        bound=bound,
        as_of=date(2026, 8, 11),
        on=date(2026, 5, 30),
        method="lead/1",
        grade="estimate",
        evidence=("epoch_eci@2026-08-11/r1",),
        note="rests on one source, model_prices; promotional price, until 2026-12-31",
    )


def test_one_text_in_two_languages() -> None:
    said = say(figure())
    assert plain(said) == (
        "The step lead of the United States over China on 2026-05-30 was 12.4 months (90 % interval 3.4 to 13.0)."
    )
    assert plain(said, chinese()) == "2026年5月30日，按阶梯口径，美国领先中国 12.4 个月（90%区间 3.4 至 13.0）。"
    assert figures_of(said) == [figure(), figure()]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (figure(2500.0, unit="USD", low=None), "2,500 美元"),
        (figure(-3.04, low=None), f"{MINUS}3.0 个月"),
        (figure(-3.04, unit="USD", low=None), f"{MINUS}3.04 美元"),
        (figure(34.7, unit="times", low=None), "35 倍"),
        (figure(3.0, unit="rank", low=None), "第 3 名"),
        (figure(37.25, unit="%", low=None), "37.3%"),
        (figure(20331768.0, unit="H100-equivalents", low=None), "20.3 百万个 H100 当量"),
        (figure(5.0e26, unit="FLOP", low=None), "5.0e26 FLOP"),
        (figure(6.94, low=None, bound="at least"), "至少 6.9 个月"),
        (figure(6.94, low=None, bound="at most"), "至多 6.9 个月"),
    ],
)
def test_quantities_in_chinese(shown: Figure, expected: str) -> None:
    assert plain((Quantity(figure=shown),), chinese()) == expected


def test_other_spans_in_chinese() -> None:
    spans = text(
        "{count} base prices of makers' own offers changed, and {new} offers are new.",
        count=Count(number=1466, evidence="e"),
        new=Given(number=12),
    )
    assert plain(spans, chinese()) == "厂商自家报价项中有 1,466 个基础价格发生变动，新增报价项 12 个。"
    assert plain((Given(number=50_000_000, unit="tokens"),), chinese()) == "50,000,000 个词元"
    assert plain((Day(day=date(2026, 5, 3)),), chinese()) == "2026年5月3日"
    assert plain(joined([Name(name="a"), Name(name="b")]), chinese()) == "a、b"


def test_names_stay_and_groups_are_called_as_readers_call_them() -> None:
    assert plain((Name(name="China"),), chinese()) == "China"  # a name, whatever it looks like
    assert plain((group_name("CN"),), chinese()) == "中国"
    assert plain((group_name("non-US"),), chinese()) == "除美国以外的全部"
    assert plain((group_name("US + CN"),), chinese()) == "美国和中国"
    assert plain((heading("FR"),), chinese()) == "法国"
    assert plain((group_name("openai"),), chinese()) == plain((group_name("openai"),))
    assert label(figure(), chinese()) == "美国对中国的领先（阶梯口径）"


def test_notes_are_taken_apart_and_said_again() -> None:
    notes = told_notes(figure().note)
    assert "; ".join(map(plain, notes)) == figure().note
    assert [plain(note, chinese()) for note in notes] == ["仅依据一个来源 model_prices", "促销价，至 2026年12月31日"]
    assert [plain(note, chinese()) for note in told_notes("something new; disputed")] == ["something new", "有争议"]


@given(st.lists(st.text(alphabet="ab ,:;{}1", min_size=1), min_size=1))
def test_any_note_is_said_in_english_as_it_stands(pieces: list[str]) -> None:
    note = "; ".join(pieces)
    assert "; ".join(map(plain, told_notes(note))) == note


def test_a_message_that_is_lacking_is_said_in_english() -> None:
    poor = replace(chinese(), messages={})
    assert plain(text("In short"), poor) == "In short"


def test_html_marks_foreign_names_and_keeps_days_for_machines() -> None:
    page = html(text("{model} set a record of {group} on {day}.", **_record()), chinese())
    assert '<span class="name" lang="en">GPT-5.5</span>' in page
    assert '<span class="name">美国</span>' in page
    assert '<time datetime="2026-05-30">2026年5月30日</time>' in page


def test_markdown_in_chinese() -> None:
    notes = Footnotes(chinese())
    assert markdown(say(figure()), notes).startswith("2026年5月30日，按阶梯口径，美国领先中国 12.4 个月[^lead-")
    assert "美国对中国的领先（阶梯口径）；epoch\\_eci@2026-08-11/r1；数据日 2026年5月30日；" in notes.lines()[0]


def _record() -> dict[str, Name | Day]:
    return {"model": Name(name="GPT-5.5"), "group": Name(name="the United States", of="group"), "day": DAY}


DAY = Day(day=date(2026, 5, 30))


@given(st.text(alphabet="中文ab1，（ "), st.text(alphabet="中文ab1，（ "))
def test_the_space_between_scripts_is_the_same_within_and_between_pieces(before: str, after: str) -> None:
    assert spaced(spaced(before)) == spaced(before)
    assert spaced(before) + gap(before, after) + spaced(after) == spaced(before + after)


def test_english_has_no_gap_and_no_messages() -> None:
    assert ENGLISH.gap is None
    assert not ENGLISH.messages
    assert leaves((Name(name="x"),)) == (Name(name="x"),)


def test_english_does_not_load_what_other_languages_need() -> None:
    """The command starts as fast as before: Babel is loaded by who asks for another language."""
    code = "import sys, leadline.cli.brief.brief, leadline.render.chart; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
