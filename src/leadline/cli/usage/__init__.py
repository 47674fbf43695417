"""`leadline usage`: what logs of usage hold; one command a module."""

from cyclopts import App

from leadline.cli.commands import register

app = App(name="usage", help="Your own usage: logs of any tool in one normal form.")
_COMMANDS = (
    ("read", "What logs hold: formats, conventions, tokens by model, what could not be read.", "~/.claude/projects"),
)
register(app, __name__, _COMMANDS)
