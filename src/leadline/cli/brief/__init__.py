"""`leadline brief`: the briefing, and what differs between two editions; one command a module."""

from cyclopts import App

from leadline.cli.brief.brief import brief
from leadline.cli.commands import register

app = App(
    name="brief",
    help="Write the briefing: HTML, PDF and Markdown.",
    help_epilogue="Example: leadline brief --as-of 2026-08-21 --out briefing",
)
app.default(brief)
_COMMANDS = (
    ("diff", "What differs between two editions, and whether data or methods are the reason.", "last-week this-week"),
)
register(app, __name__, _COMMANDS)
