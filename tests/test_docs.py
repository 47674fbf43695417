"""Documentation that cannot rot: generated pages are fresh, every method and decision that is named exists."""

import importlib
import importlib.util
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import pytest

import leadline
from leadline.catalog import Catalog
from leadline.cli import app

ROOT = Path(__file__).parents[1]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name",
    [
        "sources.md",
        "indicators.md",
        "commands.md",
        "lead_published.md",
        "claim_metrics.md",
        "usage.md",
        "claims_bundled.md",
    ],
)
def test_generated_pages_are_fresh(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run `make docs` when this fails."""
    monkeypatch.setenv("COLUMNS", "80")
    pages = generator()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages.NOTE + pages.PAGES[name]()


def test_every_indicator_has_a_fresh_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run `make docs` when this fails; a page says how to have the number again."""
    monkeypatch.setenv("COLUMNS", "80")
    pages = generator().of_indicators()
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "indicators").glob("*.md")}
    assert kept.keys() == pages.keys()
    for name, page in pages.items():
        assert kept[name] == page, name
        assert "\n$ " in page, name
        assert "- Method: [" in page, name


def test_every_command_that_shows_an_indicator_is_there() -> None:
    """A command that was renamed must be renamed in the catalogue too."""
    told = {" ".join(words) for words in generator()._names(app)}
    for one in Catalog().indicators.values():
        if one.command.startswith("leadline "):
            words = one.command.split()[1:]
            group = words[0] in ("price", "lead", "claims") and len(words) > 1 and not words[1].startswith("-")
            assert " ".join(words[: 1 + group]) in told, one.name


def methods() -> list[str]:
    """Every method that a module declares, as `METHOD = "lead/1"` or `..._METHOD`."""
    found = set()
    for module in pkgutil.walk_packages(leadline.__path__, "leadline."):
        if not module.name.endswith("__main__"):
            declared = vars(importlib.import_module(module.name))
            found |= {value for name, value in declared.items() if name.endswith("METHOD") and isinstance(value, str)}
    return sorted(found)


METHODS = methods()


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_described_and_its_changes_are_listed(method: str) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "methods").glob("*.md"))
    assert f"`{method}`" in pages
    assert f"`{method}`" in (ROOT / "METHODS.md").read_text(encoding="utf-8")


def test_every_metric_is_an_indicator() -> None:
    metrics = {method.partition("/")[0] for method in METHODS}
    assert metrics == set(Catalog().indicators)


def test_every_dependency_is_justified() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"\ndependencies = \[(.*?)\]", settings, re.DOTALL)
    assert listed is not None
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    for name in re.findall(r'"([a-z0-9-]+)', listed[1]):
        assert name in page, name


def test_pages_that_are_named_exist() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "src").rglob("*.py")]:
        for name in re.findall(r"docs/[a-z0-9_/.-]+\.md", path.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in lines
        assert all("--hash" in pin for pin in re.split(r"\n(?=[a-z0-9])", lines.strip()))
