"""`leadline lead`: how far one group of models is ahead of another; one command a module."""

from cyclopts import App

from leadline.cli.lead.lead import lead

app = App(
    name="lead",
    help="How many months one group of models is ahead of another.",
    help_epilogue="Example: leadline lead --leader closed --follower open",
)
app.default(lead)
_COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("robustness", "The lead under every setting of the index that might have been chosen.", "--as-of 2026-10-01"),
)
"""Name, which is also that of the module and its function; one line of help; arguments of an example."""
for _name, _help, _example in _COMMANDS:
    epilogue = f"Example: leadline lead {_name} {_example}"
    app.command(f"leadline.cli.lead.{_name}:{_name}", name=_name, help=_help, help_epilogue=epilogue)
