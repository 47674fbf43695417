"""`leadline claims`: sentences that somebody said, as queries; one command a module."""

from cyclopts import App

from leadline.cli.commands import register

app = App(
    name="claims",
    help="Sentences that somebody said, as queries: in what share of reasonable readings they hold.",
    help_epilogue="Example: leadline claims lint my-claims",
)
_COMMANDS = (("lint", "What is wrong with claims: unfair grids, missing reasons, links.", "my-claims --files-only"),)
register(app, __name__, _COMMANDS)
