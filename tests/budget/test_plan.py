"""The format of plans: what an error names, and that the example is read."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline import userfile
from leadline.budget import plan
from leadline.errors import UserError

HEAD = "format: leadline.plan/1\nname: n\nmonths: 2\n"
SMALL = HEAD + "works:\n  - name: a\n    requests: 1K\n    input: 10\n    output: 5\n"


def read(text: str) -> plan.Plan:
    return plan.of(userfile.parsed(text.encode(), "plan.yaml"))


def test_the_example_is_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(plan.EXAMPLE)
    chat, nightly = plan.read_plan(path).works
    assert (chat.requests, chat.lifetime) == (200_000, "5m")
    assert (chat.reads, chat.writes, nightly.batch) == (Decimal("0.6"), Decimal("0.1"), Decimal(1))
    assert (nightly.text, nightly.counted_by) == ("english", "gpt-5")
    assert not nightly.models
    assert all(f"{field}:" in plan.EXAMPLE for field in (*plan.FIELDS, *plan.WORK_FIELDS, *plan.CACHE_FIELDS))


def test_what_may_be_left_out() -> None:
    (work,) = read(SMALL).works
    assert (work.requests, work.service, work.floor) == (1000, "standard", None)
    assert not work.growth
    assert not work.batch


def test_a_plan_is_told_from_another_of_its_name() -> None:
    assert read(SMALL).digest == read(SMALL + "# a comment\n").digest
    assert read(SMALL).digest != read(SMALL.replace("1K", "2K")).digest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("leadline.plan/1", "leadline.plan/2", "line 1, format: expected 'leadline.plan/1', found 'leadline.plan/2'"),
        ("name: n\n", "", "line 1: expected the field 'name'"),
        ("months: 2", "months: 2.5", "line 3, months: expected a whole number from 1 to 60, found 2.5"),
        ("months: 2", "months: 61", "line 3, months: expected a number from 1 to 60, found 61"),
        ("months: 2", "month: 2", "line 3: expected one of format, name, currency, months, works, found the field"),
        ("requests: 1K", "requests: 0", "line 6, works[1].requests: expected a whole number from 1"),
        ("requests: 1K", "requests: [1]", "works[1].requests: expected a whole number from 1"),
        ("requests: 1K", f"requests: {'9' * 38}", "expected a whole number from 1 to 1,000,000,000,000,000"),
        ("input: 10", "input: -1", "line 7, works[1].input: expected a whole number from 0"),
        ("input: 10\n    output: 5", "input: 0\n    output: 0", "line 5, works[1]: expected tokens in or out"),
        ("output: 5", "output: 5\n    growth: 5000%", "growth: expected a number from -0.9 to 10, found '5000%'"),
        ("output: 5", "output: 5\n    cache: 60%", "works[1].cache: expected a map with read, write, lifetime"),
        ("output: 5", "output: 5\n    cache: {read: 60%, write: 50%}", "add up to at most 100%"),
        ("output: 5", "output: 5\n    cache: {read: 1, lifetime: 2h}", "expected one of 5m, 1h, found '2h'"),
        ("output: 5", "output: 5\n    text: latin", "expected one of english, chinese, code, json, found 'latin'"),
        ("output: 5", "output: 5\n    text: english", "expected both text and counted_by, or neither"),
        ("output: 5", "output: 5\n    models: gpt-5", "expected 'first-party' or a list of offers, found 'gpt-5'"),
        ("output: 5", "output: 5\n    models: []", "expected a list with at least one entry"),
        ("months: 2", "months: 2\ncurrency: dollars", "line 4, currency: expected the code of a currency"),
        ("works:", "works:\n  - {name: a, requests: 1, input: 1, output: 1}", "expected a name of its own"),
    ],
)
def test_an_error_names_line_and_field_and_what_to_do(old: str, new: str, message: str) -> None:
    assert old in SMALL
    with pytest.raises(UserError) as raised:
        read(SMALL.replace(old, new))
    assert str(raised.value).startswith("plan.yaml, line")
    assert message in str(raised.value)


def test_too_many_works() -> None:
    works = "".join(f"  - {{name: w{n}, requests: 1, input: 1, output: 1}}\n" for n in range(51))
    with pytest.raises(UserError, match="at most 50 kinds of work"):
        read(f"{HEAD}works:\n{works}")


@settings(max_examples=200, deadline=None)
@given(line=st.integers(0, plan.EXAMPLE.count("\n") - 1), text=st.text(max_size=30))
def test_any_change_of_the_example_is_a_plan_or_one_error(line: int, text: str) -> None:
    lines = plan.EXAMPLE.split("\n")
    lines[line] = lines[line].partition(":")[0] + ": " + text
    content = "\n".join(lines).encode(errors="replace")
    try:
        found = plan.of(userfile.parsed(content, "plan.yaml"))
    except UserError as error:
        assert str(error).startswith("plan.yaml")  # noqa: PT017 - many changes leave a plan
    else:
        assert found.works
