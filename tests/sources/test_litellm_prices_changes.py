"""The log of LiteLLM's prices: what was in force at an instant, and how models without a provider are named."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected
from leadline.sources import litellm_prices_changes
from tests.conftest import on_disk


def read(folder: Path, change: Callable[[str], str] = lambda text: text) -> tuple[list[Rate], list[Rejected]]:
    card = on_disk("litellm_prices_changes", "2025-09-01", folder, change=change)
    found = list(litellm_prices_changes.read(card))
    return [row for row in found if isinstance(row, Rate)], [row for row in found if isinstance(row, Rejected)]


def in_force(rows: list[Rate], day: str) -> dict[tuple[str, str, str], Decimal | None]:
    """What a view of the first instant of a day holds: the last word of each key, unless it was the end of it."""
    last: dict[tuple[str, str, str], Rate] = {}
    for rate in rows:
        assert rate.known is not None
        if rate.known < datetime.fromisoformat(day).replace(tzinfo=UTC):
            last[rate.host, rate.model, rate.meter] = rate
    return {key: rate.amount for key, rate in last.items() if rate.kind != "removed"}


def test_prices_of_a_token_become_those_of_a_million_at_the_instant_of_the_commit(tmp_path: Path) -> None:
    """GPT-4 at 0.00003 and 0.00006, in a commit of 21:24:04 eight hours behind UTC."""
    found = [rate for rate in read(tmp_path)[0] if rate.model == "gpt-4"]
    assert [(r.meter, r.amount, r.known) for r in found] == [
        ("input", Decimal(30), datetime(2024, 1, 31, 5, 24, 4, tzinfo=UTC)),
        ("output", Decimal(60), datetime(2024, 1, 31, 5, 24, 4, tzinfo=UTC)),
    ]
    assert {r.effective_from for r in found} == {None}


def test_only_what_changed_is_said_again(tmp_path: Path) -> None:
    """GPT-4o: 5 and 15 in May 2024, cache reads since October, 2.5 and 10 in November."""
    found = [(r.meter, r.amount) for r in read(tmp_path)[0] if (r.host, r.model) == ("openai", "gpt-4o")]
    assert found == [
        ("input", Decimal(5)),
        ("output", Decimal(15)),
        ("cache_read", Decimal("1.25")),
        ("input", Decimal("2.5")),
        ("output", Decimal(10)),
    ]


def test_what_was_in_force(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    assert in_force(rows, "2024-10-01")["openai", "gpt-4o", "input"] == Decimal(5)
    assert in_force(rows, "2024-12-01")["openai", "gpt-4o", "input"] == Decimal("2.5")
    assert ("openai", "gpt-4o", "input") not in in_force(rows, "2024-05-14")


def test_without_a_provider_it_is_the_front_of_the_name_or_unknown(tmp_path: Path) -> None:
    found = in_force(read(tmp_path)[0], "2024-02-01")
    assert found["azure", "gpt-35-turbo", "input"] == Decimal("1.5")
    assert found["unknown", "gpt-4", "input"] == Decimal(30)
    assert found["unknown", "gemini-pro", "input"] == Decimal("0.25")


def test_rates_move_to_the_provider_once_it_is_named(tmp_path: Path) -> None:
    """Nobody is told of Gemini Pro until June 2024; the rate of the unknown provider ends then."""
    rows, _ = read(tmp_path)
    before, after = (
        {key[0] for key in in_force(rows, day) if key[1] == "gemini-pro"} for day in ("2024-06-01", "2024-07-01")
    )
    assert (before, after) == ({"unknown"}, {"vertex_ai-language-models"})
    ended = [r for r in rows if r.kind == "removed" and r.model == "gemini-pro"]
    assert [(r.meter, r.amount) for r in ended] == [("input", None), ("output", None)]


def test_a_provider_that_was_wrong_is_left(tmp_path: Path) -> None:
    """Qwen VL Plus at OpenRouter was filed under `qwen`, at a thousand times its price, for six days."""
    rows, _ = read(tmp_path)
    assert in_force(rows, "2025-07-25")["qwen", "openrouter/qwen/qwen-vl-plus", "input"] == Decimal(210)
    end = in_force(rows, "2025-09-01")
    assert end["openrouter", "qwen/qwen-vl-plus", "input"] == Decimal("0.21")
    assert not [key for key in end if key[0] == "qwen"]


def test_a_longer_key_stays_whole_beside_the_shorter(tmp_path: Path) -> None:
    found = in_force(read(tmp_path)[0], "2025-09-01")
    assert found["openai", "openai/gpt-4o", "input"] == found["openai", "gpt-4o", "input"] == Decimal("2.5")
    assert found["deepseek", "deepseek/deepseek-chat", "input"] == Decimal("0.27")
    assert found["deepseek", "deepseek-chat", "input"] == Decimal("0.14")


def test_zero_and_nothing(tmp_path: Path) -> None:
    """Free by name; of no meter; not stated at all; and the specimen, which is no model."""
    rows, _ = read(tmp_path)
    found = in_force(rows, "2024-04-01")
    assert found["openrouter", "mistralai/mistral-7b-instruct:free", "output"] == Decimal(0)
    assert found["unknown", "text-embedding-3-small", "output"] is None
    assert found["perplexity", "pplx-70b-online", "input"] is None
    assert {key[2] for key in found if "dall-e-3" in key[1]} == {"output"}
    assert "sample_spec" not in {r.model for r in rows}


def test_no_key_stands_twice_at_an_instant(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    keys = [(r.host, r.model, r.meter, r.known) for r in rows]
    assert len(keys) == len(set(keys))


def test_a_later_file_tells_the_same_history(tmp_path: Path) -> None:
    """What is learned later never changes what was known: a shorter file has the first rows of a longer one."""

    def first_lines(number: int, text: str) -> str:
        return "\n".join(text.split("\n")[:number])

    whole, _ = read(tmp_path)
    for number in range(1, 26):
        part, _ = read(tmp_path, partial(first_lines, number))
        assert part == whole[: len(part)]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"v": [5e-06, 1.5e-05, null, null]', '"v": [5e-06, "15", null, null]', "no number: '15'"),
        ('"v": [5e-06, 1.5e-05, null, null]', '"v": [5e-06, -1.5e-05, null, null]', "below zero"),
        ('"v": [5e-06, 1.5e-05, null, null]', '"v": [5e-06, true, null, null]', "no number: True"),
        ('"v": [5e-06, 1.5e-05, null, null]', '"v": [5e-06, 1.5e-05]', "not a price for each of"),
        ("2024-01-30T21:24:04-08:00", "soon", "soon"),
        ("2024-01-30T21:24:04-08:00", "2024-01-30T21:24:04", "an instant without a zone"),
        ('{"commit": "f38877f450"', '"commit": "f38877f450"', "JSONDecodeError"),
    ],
)
def test_a_line_that_does_not_parse_is_counted_with_its_number(tmp_path: Path, old: str, new: str, reason: str) -> None:
    _, rejected = read(tmp_path, lambda text: text.replace(old, new))
    assert rejected
    assert all(row.where.startswith("changes.jsonl:") and reason in row.reason for row in rejected)


def test_a_short_name_after_the_longer_one_is_counted(tmp_path: Path) -> None:
    lines = [
        '{"commit": "a", "time": "2024-01-01T00:00:00+00:00", "model": "h/m", "prov": "h", "kind": "new", '
        '"v": [1e-06, 2e-06, null, null], "prev": null}',
        '{"commit": "b", "time": "2024-01-02T00:00:00+00:00", "model": "m", "prov": "h", "kind": "new", '
        '"v": [3e-06, 4e-06, null, null], "prev": null}',
    ]
    found, rejected = read(tmp_path, lambda _: "\n".join(lines))
    assert {(r.host, r.model, r.meter): r.amount for r in found} == {
        ("h", "m", "input"): Decimal(1),
        ("h", "m", "output"): Decimal(2),
    }
    assert [(row.where, "'h/m' came first" in row.reason) for row in rejected] == [("changes.jsonl:2", True)]


@pytest.mark.parametrize(
    ("old", "new"), [('"prov"', '"provider"'), ('"kind": "new"', '"kind": "removed"'), ('"v"', '"w"')]
)
def test_another_layout_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(SourceChanged, match="expected lines with"):
        read(tmp_path, lambda text: text.replace(old, new))
