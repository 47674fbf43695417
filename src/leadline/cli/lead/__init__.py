"""`leadline lead`: how far one group of models is ahead of another; one command a module."""

from cyclopts import App

from leadline.cli.commands import register
from leadline.cli.lead.lead import lead

app = App(
    name="lead",
    help="How many months one group of models is ahead of another.",
    help_epilogue="Example: leadline lead --leader closed --follower open",
)
app.default(lead)
_COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("best", "Which model is the best of a group, and how likely.", "--group CN --as-of 2026-10-01"),
    ("dates", "The lead by whose dates, and the models on which it turns.", "--as-of 2026-10-01 --on 2025-12-31"),
    ("frontiers", "The models that set the records of two groups.", "--as-of 2026-10-01 --plot frontiers.png"),
    ("panel", "Leads by every yardstick and definition, never one number.", "--as-of 2026-10-01 --plot panel.png"),
    ("published", "Leads that others published, beside ours by the same definition.", "--as-of 2026-10-01"),
    ("robustness", "The lead under every setting of the index that might have been chosen.", "--as-of 2026-10-01"),
    ("vintages", "The lead of one day as each vintage of the scores tells it, and why.", "--on 2025-12-31"),
    ("redated", "Models that the newest vintage dates differently.", "--as-of 2026-10-01"),
    ("realtime", "Leads as first told, and as known now.", "--definition interpolated --plot realtime.png"),
    ("delay", "How long models wait for their first score, by country.", "--as-of 2026-10-01"),
    ("nowcast", "The lead with models that are not scored yet, and how nowcasts did.", "--as-of 2026-10-01"),
    ("hindcast", "Simple forecasts of the lead from past quarter ends, scored.", "--plot hindcast.png"),
)
"""Name, which is also that of the module and its function; one line of help; arguments of an example."""
register(app, __name__, _COMMANDS)
