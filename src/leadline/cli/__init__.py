"""The command line: parses, calls, renders. The only place that asks what day it is.

Commands are imported when they run, so that `--help` answers at once.
"""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError, UnusedCliTokensError

from leadline.cli.commands import register
from leadline.errors import SourceError, UnknownName, UserError

app = App(
    name="leadline",
    help="An open observatory of AI competition: what model APIs cost, who leads and by how much. "
    "Example: leadline price --tokens 50M --mix 3:1",
    version=lambda: version("leadline"),
)
_COMMANDS = (
    ("changes", "What became known since a day, as a table or a feed.", "--since 2026-09-01 --atom changes.xml"),
    ("check", "In what share of reasonable readings a sentence holds.", "oped-anthropic-vs-openai --as-of 2026-05-30"),
    ("stack", "The layers beneath prices and capability: chips, compute and others.", "compute --on 2025-12-31"),
    (
        "revisions",
        "What later vintages of the list of notable models changed.",
        "--since 2025-11-01",
    ),
    ("find", "Models, organisations, indicators, events and documents by a few words.", "deepseek v3"),
    ("models", "Models by capability, with intervals, ranks and prices.", "--group CN --top 10"),
    ("model", "All that is known of one model.", "deepseek-v3.2 --as-of 2026-10-01"),
    ("benchmarks", "How hard each benchmark is, and whom it covers.", "--plot benchmarks.svg"),
    ("figure", "One figure of a briefing, made anew from its evidence.", "ID --edition briefing"),
    ("sources", "Sources with vintages, licences and rows.", "--vintages"),
    ("export", "Write all tables as Parquet and CSV, with licences.", "leadline-2026-08-21 --as-of 2026-08-21"),
    ("update", "Fetch what publishers have now.", "genai_prices news_feeds --contact you@example.org"),
    ("ingest", "Read raw files from disk into the store.", "--from raw --store my-store"),
)
register(app, __name__, _COMMANDS)
app.command("leadline.cli.brief:app", name="brief", help="Write the briefing: HTML, PDF and Markdown.")
app.command("leadline.cli.lead:app", name="lead", help="How many months one group of models is ahead of another.")
app.command("leadline.cli.price:app", name="price", help="What a workload costs on model APIs, on any day.")
app.command("leadline.cli.usage:app", name="usage", help="Your own usage: logs of any tool in one normal form.")
app.command("leadline.cli.policy:app", name="policy", help="What was announced, what binds on a day, and what is due.")
app.command("leadline.cli.scenario:app", name="scenario", help="What could change the lead by 2028.")
app.command("leadline.cli.claims:app", name="claims", help="Sentences that somebody said, as queries.")
app.command("leadline.cli.catalog:app", name="catalog", help="What the catalogue knows of names, and what it lacks.")
app.command("leadline.cli.store:app", name="store", help="Look after the store.")

DONE, FINDING, MISTAKE, FAILURE = range(4)
"""Exit codes: done; a finding the user asked to fail on; the user's mistake; a source or the store failed."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; every error that has a name becomes one paragraph on stderr and an exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if any("\0" in word for word in given):
        return _say("Expected words without a null character, found one. Take it out.", MISTAKE)
    try:
        found = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except UnusedCliTokensError as error:
        return _say(_misplaced(error), MISTAKE)
    except (UserError, CycloptsError) as error:
        return _say(error, MISTAKE)
    except SourceError as error:
        return _say(error, FAILURE)
    except BrokenPipeError:
        # The reader of our output has had enough, as in `leadline sources | head`. What is left goes nowhere, so that
        # the last flush of a closing interpreter does not fail again.
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return DONE
    except OSError as error:
        # What no command foresaw of a path that the user named: a name that is too long, a disk that is full.
        return _say(f"A file could not be read or written: {error}. Name another place.", FAILURE)
    except KeyboardInterrupt:
        return _say("Stopped. Nothing unfinished was kept.", FAILURE)
    return found if isinstance(found, int) else DONE


def _misplaced(error: UnusedCliTokensError) -> UserError:
    """A word that no command takes: most likely a command that there is none of."""
    chain, word, group = error.command_chain or (), (error.unused_tokens or [""])[0], app
    for name in chain:
        group = group[name]
    known = [name for name in group if not name.startswith("-")]
    asked = " ".join(("leadline", *chain))
    if not known:
        return UserError(f"Expected no word more for '{asked}', found {word!r}. See '{asked} --help'.")
    hint = f"'{asked}' takes a command or options, and a value needs its option before it: see '{asked} --help'."
    return UnknownName("command", word, known, hint)


def _say(error: object, code: int) -> int:
    print(f"leadline: {_printable(str(error))}", file=sys.stderr)  # noqa: T201 - the one place where errors are printed
    return code


def _printable(message: str) -> str:
    r"""A message without characters that steer a terminal or that no file can hold: an option may bring any.

    >>> print(_printable(f"Unknown model {chr(27)}[31m."))
    Unknown model \x1b[31m.
    """
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in message)
