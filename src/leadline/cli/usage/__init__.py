"""`leadline usage`: what logs of usage hold; one command a module."""

from cyclopts import App

from leadline.cli.commands import register

app = App(name="usage", help="Your own usage: logs of any tool in one normal form.")
_COMMANDS = (
    ("read", "What logs hold: formats, conventions, tokens by model, what could not be read.", "~/.claude/projects"),
    (
        "report",
        "What logs cost: as reported and recomputed, and what has no price.",
        "~/.claude/projects",
    ),
    (
        "reprice",
        "What the tokens of logs would have cost on other models.",
        "usage.parquet --onto gpt-5,gemini-2.5-pro",
    ),
)
register(app, __name__, _COMMANDS)
