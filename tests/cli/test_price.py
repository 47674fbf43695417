"""What `leadline price` is asked for: services, regions, minutes, rates of exchange, units other than tokens."""

import csv
import io
from pathlib import Path

import pytest

from leadline.cli import run

PRICE = ("price", "--as-of", "2026-11-20", "--csv")


def costs(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, str]]:
    """The rows of a price table, by offer."""
    assert run([*PRICE, *arguments]) == 0
    return {row["offer"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}


def mistake(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The message of a command that the user got wrong."""
    assert run([*PRICE, *arguments]) in (2, 3)
    return capsys.readouterr().err


def test_a_service(capsys: pytest.CaptureFixture[str]) -> None:
    """50 million output tokens at 12.5 and 7.5 US dollars a million: half of the list prices."""
    rows = costs(capsys, "--models", "claude-opus-4-8,gpt-5.4", "--service", "batch")
    assert {name: float(row["cost"]) for name, row in rows.items()} == {
        "anthropic/claude-opus-4-8": 625.0,
        "openai/gpt-5.4": 375.0,
    }
    message = mistake(capsys, "--models", "deepseek-v4-pro", "--service", "batch")
    assert (
        "deepseek/deepseek-v4-pro has no prices of the service 'batch': it has standard. Name one of them." in message
    )


def test_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    """A tenth more than 50 million at 15."""
    rows = costs(capsys, "--models", "gpt-5.4", "--region", "us")
    assert float(rows["openai/gpt-5.4"]["cost"]) == pytest.approx(825.0)
    assert "regions with a price: eu, us" in mistake(capsys, "--models", "gpt-5.4", "--region", "mars")


def test_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    """DeepSeek's peak on a working day, the same minute on a holiday, and an hour that is none."""
    for day, at, expected in (
        ("2026-09-30", "03:59", 198.0),
        ("2026-09-30", "04:00", 99.0),
        ("2026-10-01", "03:59", 99.0),
    ):
        rows = costs(capsys, "--models", "deepseek-v4-pro", "--on", day, "--at", at)
        assert float(rows["deepseek/deepseek-v4-pro"]["cost"]) == pytest.approx(expected)
    assert "no time of day: '24:00'" in mistake(capsys, "--at", "24:00")


def test_units_other_than_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    """An hour of speech at 0.0001 a second; an offer without such a price says what it has."""
    rows = costs(capsys, "--models", "whisper-1", "--workload", "input_audio:second=3600")
    assert float(rows["openai/whisper-1"]["cost"]) == pytest.approx(0.36)
    message = mistake(capsys, "--models", "gpt-5.4", "--workload", "input=1M,output_image:image=3")
    assert "no rate for 'output_image:image'" in message


@pytest.mark.parametrize("text", ["CNY", "CNY=0", "CNY=x", "yuan=7", "CNY=7.12,"])
def test_a_rate_of_exchange_that_is_none(capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert "expected how many of a currency are a US dollar" in mistake(capsys, "--exchange", text)


def test_the_us_dollar_has_no_rate_of_exchange_to_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert "the US dollar, which has none to itself" in mistake(capsys, "--exchange", "usd=2")


def test_a_rate_of_exchange_that_nothing_needs_changes_no_cost(capsys: pytest.CaptureFixture[str]) -> None:
    plain, asked = (costs(capsys, "--models", "gpt-5.4", *more) for more in ((), ("--exchange", "CNY=7.12")))
    assert plain["openai/gpt-5.4"]["cost"] == asked["openai/gpt-5.4"]["cost"]
    assert "converted" not in asked["openai/gpt-5.4"]["note"]


def test_a_text_on_a_day_before_its_tokenizers_were_measured(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unknown by the rule, with the reason and the way out; with --on the prices of that day are told."""
    monkeypatch.setattr("leadline.prices.own_text.counter", lambda _: None)
    file = tmp_path / "a.txt"
    file.write_text("To be or not to be.")
    asked = ["price", "text", str(file), "--models", "gpt-5.5"]
    assert run([*asked, "--as-of", "2026-08-15"]) == 0
    then = " ".join(capsys.readouterr().out.split())
    assert "its tokenizer was not measured by that day" in then
    assert "with --on 2026-08-15" in then
    assert "Sources: ." not in then
    assert run([*asked, "--on", "2026-08-15", "--as-of", "2026-11-24"]) == 0
    assert "ratio for english" in capsys.readouterr().out


def test_a_file_whose_name_no_system_can_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["price", "text", "\ud800", "--as-of", "2026-11-20"]) == 2
    assert "could not be read as text" in capsys.readouterr().err


def test_hours_and_sources_of_a_range_stand_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """DeepSeek at peak is twice the price; one source, gone stale, has 0.87 for a million: 43.5 for fifty."""
    row = costs(capsys, "--models", "deepseek-v4-pro")["deepseek/deepseek-v4-pro"]
    assert (float(row["hours_low"]), float(row["hours_high"])) == (99.0, 198.0)
    assert float(row["sources_low"]) == 43.5
    assert (float(row["low"]), float(row["high"])) == (43.5, 198.0)
    assert row["disputed_by"] == "genai_prices"
    assert run(["price", "--as-of", "2026-11-20", "--models", "deepseek-v4-pro"]) == 0
    assert "by hour 99.00 to 198.00; by source" in " ".join(capsys.readouterr().out.split())


def test_what_is_left_out_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["price", "--as-of", "2026-11-24", "--on", "2025-02-20"]) == 0
    out = capsys.readouterr().out
    assert "offers are left out: their models appeared after 2025-02-20" in out
    assert "gpt-5" not in out
    assert run(["price", "--as-of", "2026-11-24", "--on", "2025-02-20", "--models", "gpt-4o"]) == 0
    assert "left out" not in capsys.readouterr().out


def test_a_text_of_nothing_is_a_mistake(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    assert run(["price", "text", str(tmp_path / "empty.txt")]) == 2
    assert "nothing but white space" in capsys.readouterr().err


def test_a_vendor_is_not_compared_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["price", "compare", "--base", "openai", "--against", "OpenAI,anthropic", "--as-of", "2026-05-30"]) == 2
    assert "found 'openai' in both" in capsys.readouterr().err


def test_a_price_beside_prices_of_hours_says_that_it_is_of_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    """LiteLLM has 1.32 without hours, which is the price of the peak, beside 0.66 off the peak, both without days."""
    assert run(["price", "history", "deepseek-v4-pro", "--as-of", "2026-11-24", "--meter", "input"]) == 0
    out = capsys.readouterr().out
    assert any("input; all other hours" in line and "$1.32" in line for line in out.splitlines())
    assert any("input; all other hours" in line and "$0.66" in line for line in out.splitlines())
