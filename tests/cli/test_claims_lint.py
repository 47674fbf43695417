"""`leadline claims lint`: findings, exit codes, and which claims are looked at."""

import json
from pathlib import Path

import pytest

from leadline.claims import read
from leadline.cli import run

CLAIM = """
schema: leadline.claim/1
id: dearer
source: {work: oped-2026-05-30, place: paragraph 11}
restated: The models of Anthropic cost [about] twice what [comparable] models of OpenAI cost.
type: ratio
status: checkable
query: {metric: cost_ratio, args: {model: anthropic, base: openai, tokens: 50000000}}
parameters:
  pair:
    words: comparable
    decision: non-equivalent
    default: flagship
    values: [{value: flagship, why: the best}, {value: mid, why: most used}, {value: small, why: cheapest}]
  output_share:
    decision: uncertain
    default: 1
    range: {from: 0, to: 1, steps: 5, why: all that there is}
assert: {strict: 1.9 <= v <= 2.1, lenient: 1.5 <= v <= 2.5, direction: v > 1}
"""
LINT = ("claims", "lint", "--as-of", "2026-11-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a fair claim in a folder of its own."""
    (tmp_path / "claims" / "prices").mkdir(parents=True)
    (tmp_path / "claims" / "prices" / "dearer.yaml").write_text(CLAIM, encoding="utf-8")
    return tmp_path / "claims"


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    """Claim and rule of each finding; the exit code says whether there are any."""
    code = run([*LINT, *arguments, "--json"])
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert code == bool(rows)
    return [(row["claim"] or row["file"], row["rule"]) for row in rows]


def test_a_fair_claim_has_no_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, str(folder)) == []
    assert run([*LINT, str(folder / "prices" / "dearer.yaml"), "--files-only"]) == 0
    assert "Findings in 1 claims" in capsys.readouterr().out


def test_files_that_cannot_be_read_hide_no_other_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.yaml").write_text("schema: leadline.claim/9", encoding="utf-8")
    (folder / "b.yaml").write_text(CLAIM.replace("steps: 5", "steps: 3").replace("id: d", "id: r"), encoding="utf-8")
    (folder / "z.yaml").write_text(CLAIM, encoding="utf-8")
    expected = [("a.yaml", "format"), ("z.yaml", "format"), ("rearer", "few readings")]
    assert found(capsys, str(folder), "--files-only") == expected
    assert run([*LINT, str(folder), "--files-only"]) == 1
    assert "There are 9 readings." in capsys.readouterr().out
    assert run([*LINT, str(folder), "--files-only", "--csv"]) == 1
    assert capsys.readouterr().out.startswith("claim,file,rule,what,remedy\n")


def test_verdicts_are_looked_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No list has Anthropic at less than a thousandth of OpenAI: a sentence that allows all else cannot fail."""
    text = CLAIM.replace("strict: 1.9 <= v <= 2.1, lenient: 1.5 <= v <= 2.5", "strict: v > 0.001, lenient: v > 0.001")
    (folder / "prices" / "dearer.yaml").write_text(text, encoding="utf-8")
    assert found(capsys, str(folder), "--files-only") == []
    assert found(capsys, str(folder)) == [("dearer", "one-sided")]


def test_claims_of_the_package_go_by_their_ids(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a user's claim may name one of them."""
    monkeypatch.setattr(read, "BUNDLED", folder)
    own = tmp_path / "own.yaml"
    own.write_text(CLAIM.replace("id: d", "id: r") + "links: {counterclaims: [dearer]}\n", encoding="utf-8")
    assert found(capsys, "--files-only") == []
    assert found(capsys, "dearer", "--files-only") == []
    assert found(capsys, str(own)) == [("rearer", "link")]
    assert run([*LINT, "dearest"]) == 2
    assert "Unknown claim 'dearest'. Did you mean 'dearer'?" in capsys.readouterr().err


def test_places_without_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*LINT, str(tmp_path)]) == 2
    assert "expected a folder of claims in files" in capsys.readouterr().err
    assert run([*LINT, str(tmp_path / "none.yaml")]) == 2
    assert "or a file or a folder that there is." in capsys.readouterr().err
    assert run([*LINT, "x" * 5_000]) == 2
