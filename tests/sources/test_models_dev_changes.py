"""The log of models.dev: what was in force at an instant, prices that others inherit, and caches once misnamed."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected
from leadline.sources import models_dev_changes
from tests.conftest import on_disk

Key = tuple[str, str, str, int, str]


def read(folder: Path, change: Callable[[str], str] = lambda text: text) -> tuple[list[Rate], list[Rejected]]:
    found = list(models_dev_changes.read(on_disk("models_dev_changes", "2026-07-02", folder, change=change)))
    return [row for row in found if isinstance(row, Rate)], [row for row in found if isinstance(row, Rejected)]


def in_force(rows: list[Rate], day: str) -> dict[Key, Rate]:
    """What a view of the first instant of a day holds: the last word of each key, unless it was the end of it."""
    last: dict[Key, Rate] = {}
    for rate in rows:
        assert rate.known is not None
        if rate.known < datetime.fromisoformat(day).replace(tzinfo=UTC):
            last[rate.host, rate.model, rate.meter, rate.from_tokens, rate.service] = rate
    return {key: rate for key, rate in last.items() if rate.kind != "removed"}


def amounts(rows: list[Rate], day: str, host: str, model: str) -> dict[str, Decimal | None]:
    """The amounts by meter of an offer on a day, of its plain service and without tiers."""
    found = in_force(rows, day)
    return {
        key[2]: rate.amount for key, rate in found.items() if key[:2] == (host, model) and key[3:] == (0, "standard")
    }


def line(model: str, cost: str, time: str = "2026-06-30T00:00:00+00:00", kind: str = "new") -> str:
    """A line more for the file."""
    provider, _, name = model.partition("/")
    return (
        f'{{"commit": "c0ffee", "time": "{time}", "provider": "{provider}", "model": "{name}", "kind": "{kind}", '
        f'"cost": {cost}, "prev": null}}\n'
    )


def test_the_offset_of_a_commit_is_taken_off(tmp_path: Path) -> None:
    """18:41:51 four hours behind UTC."""
    first = read(tmp_path)[0][0]
    assert (first.model, first.known) == ("claude-sonnet-4-20250514", datetime(2025, 6, 4, 22, 41, 51, tzinfo=UTC))
    assert (first.amount, first.effective_from) == (Decimal(3), None)


def test_caches_are_told_by_the_price_of_input(tmp_path: Path) -> None:
    """Sonnet 4 has write and read in this order, Bedrock in the other, Haiku the price of reading twice."""
    rows, _ = read(tmp_path)
    sonnet = amounts(rows, "2025-06-10", "anthropic", "claude-sonnet-4-20250514")
    bedrock = amounts(rows, "2025-06-15", "amazon-bedrock", "anthropic.claude-3-5-haiku-20241022-v1:0")
    haiku = amounts(rows, "2025-06-10", "anthropic", "claude-3-5-haiku-20241022")
    assert (sonnet["cache_read"], sonnet["cache_write"]) == (Decimal("0.3"), Decimal("3.75"))
    assert (bedrock["cache_read"], bedrock["cache_write"]) == (Decimal("0.08"), Decimal(1))
    assert (haiku["cache_read"], "cache_write" in haiku) == (Decimal("0.08"), False)


def test_new_names_for_old_confusions_say_nothing(tmp_path: Path) -> None:
    """On 17 June 2025 all caches were renamed one for one; Anthropic's were put right on 23 June."""
    rows, _ = read(tmp_path)
    found = {
        (r.model, r.meter): (r.amount, r.known and f"{r.known:%m-%d}")
        for r in rows
        if r.meter.startswith("cache")
        and r.host == "anthropic"
        and r.known
        and r.known < datetime(2025, 12, 1, tzinfo=UTC)
    }
    assert found == {
        ("claude-sonnet-4-20250514", "cache_read"): (Decimal("0.3"), "06-04"),
        ("claude-sonnet-4-20250514", "cache_write"): (Decimal("3.75"), "06-04"),
        ("claude-3-5-haiku-20241022", "cache_read"): (Decimal("0.08"), "06-05"),
        ("claude-3-5-haiku-20241022", "cache_write"): (Decimal(1), "06-23"),
    }


def test_caches_that_cannot_be_told_apart_are_left_out_and_counted(tmp_path: Path) -> None:
    """Grok 2 reads at the price of input and writes at that of output; Grok 3 reads at a quarter."""
    odd = line("xai/grok-2", '{"input": 2, "output": 10, "inputCached": 2, "outputCached": 10}')
    odd += line("xai/grok-3", '{"input": 3, "output": 15, "inputCached": 0.75, "outputCached": 15}')
    odd += line("xai/grok-x", '{"input": 3, "output": 15, "inputCached": 0.75, "outputCached": 0.5}')
    rows, rejected = read(tmp_path, lambda _: odd)
    assert amounts(rows, "2026-07-01", "xai", "grok-2") == {"input": Decimal(2), "output": Decimal(10)}
    assert amounts(rows, "2026-07-01", "xai", "grok-3")["cache_read"] == Decimal("0.75")
    assert "cache_read" not in amounts(rows, "2026-07-01", "xai", "grok-x")
    assert [row.where for row in rejected] == ["changes.jsonl:1", "changes.jsonl:2", "changes.jsonl:3"]
    assert all("cannot be told apart" in row.reason for row in rejected)


def test_an_heir_has_the_price_of_that_instant_and_follows_it(tmp_path: Path) -> None:
    """Alibaba's DeepSeek V4 Pro inherits from DeepSeek's, which was cut to a quarter on 24 May 2026."""
    rows, _ = read(tmp_path)
    for day, output in (("2026-05-01", "3.48"), ("2026-05-25", "0.87")):
        own = amounts(rows, day, "deepseek", "deepseek-v4-pro")
        assert amounts(rows, day, "alibaba-cn", "deepseek-v4-pro") == own
        assert own["output"] == Decimal(output)
    cut = [r for r in rows if (r.host, r.amount) == ("alibaba-cn", Decimal("0.87"))]
    assert [(r.known, r.url.rpartition("/")[2]) for r in cut] == [
        (r.known, r.url.rpartition("/")[2]) for r in rows if (r.host, r.amount) == ("deepseek", Decimal("0.87"))
    ]


def test_an_heir_may_come_before_its_parent_in_one_commit(tmp_path: Path) -> None:
    """Bedrock's Opus 4.8 stands above Anthropic's; the fast mode is not taken over."""
    found = in_force(read(tmp_path)[0], "2026-05-29")
    services = {
        host: {key[4] for key in found if key[:2] == (host, model)}
        for host, model in (("anthropic", "claude-opus-4-8"), ("amazon-bedrock", "anthropic.claude-opus-4-8"))
    }
    assert services == {"anthropic": {"standard", "fast"}, "amazon-bedrock": {"standard"}}
    assert found["amazon-bedrock", "anthropic.claude-opus-4-8", "output", 0, "standard"].amount == Decimal(25)
    assert found["anthropic", "claude-opus-4-8", "output", 0, "fast"].amount == Decimal(50)


@pytest.mark.parametrize(
    "links",
    [
        [line("a/m", '{"inherits": "\\"a/m\\""}')],
        [line("a/m", '{"inherits": "{\\"from\\": \\"a/n\\"}"}')],
        [line("a/m", '{"inherits": "\\"a/n\\""}'), line("a/n", '{"inherits": "\\"a/m\\""}')],
        [
            line("a/m", '{"inherits": "\\"a/n\\""}'),
            line("a/n", '{"inherits": "\\"a/o\\""}'),
            line("a/o", '{"inherits": "\\"a/n\\""}'),
        ],
    ],
)
def test_who_inherits_from_nobody_has_no_price_and_is_counted(tmp_path: Path, links: list[str]) -> None:
    rows, rejected = read(tmp_path, lambda _: "".join(links))
    assert rows == []
    assert len(rejected) == len(links)
    assert all("which has no price" in row.reason for row in rejected)


def test_the_price_of_an_heir_ends_with_its_parent(tmp_path: Path) -> None:
    history = line("a/m", '{"input": 1, "output": 2}', "2026-01-01T00:00:00+00:00")
    history += line("b/m", '{"inherits": "\\"a/m\\""}', "2026-01-02T00:00:00+00:00")
    history += line("c/m", '{"inherits": "\\"b/m\\""}', "2026-01-03T00:00:00+00:00")
    history += line("a/m", "null", "2026-01-04T00:00:00+00:00", "removed")
    rows, rejected = read(tmp_path, lambda _: history)
    assert {key[0] for key in in_force(rows, "2026-01-04")} == {"a", "b", "c"}
    assert in_force(rows, "2026-01-05") == {}
    assert [row.where for row in rejected] == ["changes.jsonl:2", "changes.jsonl:3"]


def test_something_else_left_out_of_what_is_inherited_is_counted(tmp_path: Path) -> None:
    _, rejected = read(tmp_path, lambda text: text.replace("experimental.modes.fast", "cost.cache_write"))
    assert rejected
    assert all("only modes are known" in row.reason for row in rejected)


def test_tiers_by_their_three_names(tmp_path: Path) -> None:
    """GPT-5.4 above 200,000 tokens, since May 2026 above 272,000, told in two ways: the second says nothing new."""
    rows, _ = read(tmp_path)
    found = [(f"{r.known:%Y-%m-%d}", r.from_tokens, r.amount, r.kind) for r in rows
             if (r.host, r.model, r.meter) == ("openai", "gpt-5.4", "output") and r.from_tokens]  # fmt: skip
    assert found == [
        ("2026-03-05", 200_000, Decimal("22.5"), "list"),
        ("2026-05-11", 200_000, None, "removed"),
        ("2026-05-11", 272_000, Decimal("22.5"), "list"),
    ]
    assert {r.tier_rule for r in rows if r.from_tokens} == {"whole >"}


def test_meters_by_other_names(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    assert amounts(rows, "2026-01-01", "minimax", "MiniMax-M2.1") == {
        "input": Decimal("0.3"),
        "output": Decimal("1.2"),
        "cache_read": Decimal("0.03"),
        "cache_write": Decimal("0.375"),
    }
    research = amounts(rows, "2026-01-01", "perplexity", "sonar-deep-research")
    assert (research["output_citation"], research["output_reasoning"]) == (Decimal(2), Decimal(3))
    assert {r.unit for r in rows if r.meter == "request"} == {"thousand"}
    assert amounts(rows, "2026-01-01", "google", "gemini-2.5-flash")["input_audio"] == Decimal(1)


def test_a_price_in_yuan_is_one_until_it_is_mended(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    before, after = (
        in_force(rows, day)["zhipuai", "glm-5.1", "output", 0, "standard"] for day in ("2026-05-01", "2026-07-02")
    )
    assert (before.amount, before.currency) == (Decimal(24), "CNY")
    assert (after.amount, after.currency) == (Decimal("4.4"), "USD")


def test_zero_is_free_only_where_the_name_says_so(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    assert amounts(rows, "2026-01-01", "openrouter", "z-ai/glm-4.5-air:free")["output"] == Decimal(0)
    assert amounts(rows, "2026-01-01", "llama", "llama-3.3-8b-instruct") == {"input": None, "output": None}


def test_a_zero_takes_the_place_of_a_price(tmp_path: Path) -> None:
    """Unknown from then on; the price before it must not live on."""
    zero = line("zhipuai/glm-5.1", '{"input": 0, "output": 0}', "2026-07-01T23:00:00Z")
    rows, rejected = read(tmp_path, lambda text: text + zero)
    assert amounts(rows, "2026-07-02", "zhipuai", "glm-5.1") == {"input": None, "output": None}
    assert not rejected


def test_a_model_that_leaves_takes_its_rates_along(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    left = ("anthropic", "claude-3-5-haiku-20241022")
    assert amounts(rows, "2026-06-27", *left)
    assert not amounts(rows, "2026-06-28", *left)
    ended = [r for r in rows if r.kind == "removed" and (r.host, r.model) == left]
    assert {(r.meter, r.amount) for r in ended} == {
        (meter, None) for meter in ("input", "output", "cache_read", "cache_write")
    }


def test_no_key_stands_twice_at_an_instant(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    keys = [(r.host, r.model, r.meter, r.from_tokens, r.service, r.known) for r in rows]
    assert len(keys) == len(set(keys))


def test_lines_out_of_order_tell_the_same(tmp_path: Path) -> None:
    (tmp_path / "turned").mkdir()
    turned, _ = read(tmp_path / "turned", lambda text: "\n".join(reversed(text.split("\n"))))
    assert sorted(map(str, turned)) == sorted(map(str, read(tmp_path)[0]))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"input": 6, "output": 24', '"input": "six", "output": 24', "no number: 'six'"),
        ('"input": 6, "output": 24', '"input": true, "output": 24', "no number: True"),
        ('"input": 6, "output": 24', '"input": -6, "output": 24', "below zero: -6"),
        ('"size": 272000', '"size": "many"', "many"),
        ('{"min": 272000}', '{"max": 272000}', "KeyError"),
        ('"tier": {"size": 272000}', '"tier": {"size": 272000, "type": "batch"}', "not of the context"),
        ("2026-04-08T02:34:12+00:00", "2026-04-08", "without a zone"),
        ("2026-04-08T02:34:12+00:00", "spring", "spring"),
        ('"kind": "removed", "cost": null', '"kind": "removed", "cost": {}', "a line of the kind removed"),
        ('{"commit": "5513af5b6c"', '{"commit": 5513af5b6c', "JSONDecodeError"),
    ],
)
def test_a_line_that_does_not_parse_is_counted_with_its_number(tmp_path: Path, old: str, new: str, reason: str) -> None:
    _, rejected = read(tmp_path, lambda text: text.replace(old, new))
    assert rejected
    assert all(row.where.startswith("changes.jsonl:") and reason in row.reason for row in rejected)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"provider"', '"vendor"', "expected lines with"),
        ('"kind": "removed"', '"kind": "gone"', "expected lines with"),
        ('"cache_read"', '"cache_peek"', "expected prices among"),
    ],
)
def test_another_layout_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(SourceChanged, match=reason):
        read(tmp_path, lambda text: text.replace(old, new))
