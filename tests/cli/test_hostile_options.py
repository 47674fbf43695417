"""Options that make no sense: every command answers with an exit code and one paragraph, never with a traceback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadline.cli import app, run

NONSENSE = (
    *("", " ", ",", ",,,", "0", "-1", "1e300", "NaN", "9" * 38, "9" * 5000, "0:0", "0/0", "3:1", "999999:1", "½"),
    *("2026-08-21", "0001-01-01", "9999-12-31", "99999", "2026-13-01", "\x1b[31m", "a\x00b", "\ud800", "💥", "--", "@"),
    *("/", "a/b@c:d", "openai/", "/gpt-5", "@azure", "US", "output", "input=1", "input=", "=1", "gpt-5", "gpt-5,gpt-5"),
    *("/nowhere", ".", "plot.xyz", "$(true)", "'", '"', "%s", "{0}", "[b]"),
)
WRITING = {"brief", "export", "ingest", "update"}
"""Commands that write where they are told to are left out: nonsense is a good name for a file."""
SMALL: dict[tuple[str, ...], tuple[str, ...]] = {
    ("claims",): ("--status", "not_checkable"),
    ("claims", "lint"): ("--files-only",),
    ("scenario", "check"): ("--worlds", "2", "--draws", "400"),
    ("scenario", "table"): ("--packs", "reference", "--draws", "400"),
}
"""What keeps a long command short, so long as its options are not drawn."""


def commands(group: App = app, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, groups too, as far as they go."""
    yield words
    for name in group:
        if not name.startswith("-") and name not in WRITING:
            yield from commands(group[name], (*words, name))


def options(words: tuple[str, ...]) -> list[str]:
    """The options of a command, as its own help lists them; those that write a file left out."""
    command = app
    for word in words:
        command = command[word]
    if command.default_command is None:
        return ["--help"]
    arguments = command.assemble_argument_collection()
    names = [name for argument in arguments for name in argument.names if name.startswith("--")]
    return sorted(name for name in names if name not in ("--plot", "--out", "--store")) or ["--help"]


COMMANDS = list(commands())


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words) or "leadline")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(draw=st.data())
def test_nonsense_is_no_traceback(
    words: tuple[str, ...],
    draw: st.DataObject,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Up to three options of the command with values drawn from nonsense, and perhaps a word too many."""
    monkeypatch.chdir(tmp_path)
    chosen = draw.draw(st.lists(st.sampled_from(options(words)), max_size=3, unique=True), "options")
    small = SMALL.get(words, ())
    arguments = [*words, *(() if set(small) & set(chosen) else small)]
    for option in chosen:
        arguments += [option, draw.draw(st.sampled_from(NONSENSE), option)]
    if draw.draw(st.booleans(), "a word more"):
        arguments.append(draw.draw(st.sampled_from(NONSENSE), "word"))
    code = run(arguments)
    _, err = capsys.readouterr()
    assert code in (0, 1, 2, 3)
    assert "Traceback" not in err
    assert code == 0 or err.startswith("leadline: ")


@pytest.mark.parametrize(
    "arguments",
    [
        "catalog gaps --year 99999",
        "catalog gaps --year 0",
        f"price --tokens {'9' * 38}",
        f"price --workload input={'9' * 38}",
        "price --requests 0",
        "price --requests -1",
        "price --models ,",
        "price --mix 0:0",
        "price --mix 0/0",
        "price --models gpt-5\x1b[31m",
        "price quotes \ud800",
        "lead --leader \x00",
        f"price plan {'9' * 5000}",
    ],
)
def test_nonsense_by_name(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split(" ")) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["price sources", "price sources --csv", "sources --vintages", "price"])
def test_a_closed_pipe_ends_quietly(command: str, tmp_path: Path) -> None:
    """As in `leadline price sources | head -1`: exit code 0, and nothing on stderr. PIPESTATUS needs a real shell."""
    script = (
        f"{sys.executable} -m leadline {command} --as-of 2026-08-15 | head -c 1 > /dev/null; exit ${{PIPESTATUS[0]}}"
    )
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_pipe_that_is_closed_before_anything_is_said(tmp_path: Path) -> None:
    script = f"{sys.executable} -m leadline price sources | true; exit ${{PIPESTATUS[0]}}"
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")
