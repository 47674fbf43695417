"""`leadline policy`: what was announced, what binds, what is due, and which chip may be sold to whom."""

from cyclopts import App

from leadline.cli.policy.events import policy

app = App(
    name="policy",
    help="What was announced, what binds on a day, and what is due.",
    help_epilogue="Example: leadline policy --layer chips --on 2025-10-15 --plot policy.png --over lead",
)
app.default(policy)
app.command(
    "leadline.cli.policy.chips:chips",
    name="chips",
    help="Which chip may be sold to whom on a day, and which threshold decides.",
    help_epilogue="Example: leadline policy chips --on 2026-02-01 --to CN",
)
