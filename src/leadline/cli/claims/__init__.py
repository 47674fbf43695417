"""`leadline claims`: sentences that somebody said, as queries; one command a module."""

from cyclopts import App

from leadline.cli.claims.table import table
from leadline.cli.commands import register

app = App(
    name="claims",
    help="Sentences that somebody said, as queries: in what share of reasonable readings they hold.",
    help_epilogue="Example: leadline claims --as-of 2026-11-24 --since 2026-05-30",
)
app.default(table)
_COMMANDS = (
    (
        "explain",
        "Every reading of a claim: its value, and if it holds.",
        "oped-anthropic-vs-openai --most 20",
    ),
    ("lint", "What is wrong with claims: unfair grids, missing reasons, links.", "my-claims --files-only"),
)
register(app, __name__, _COMMANDS)
