"""`leadline scenario`: the lead and adoption in 2028 under levers and beliefs; one command a module."""

from cyclopts import App

from leadline.cli.commands import register

app = App(
    name="scenario",
    help="What could change the lead by 2028: futures under levers, and under the beliefs of every side.",
    help_epilogue="Example: leadline scenario run --lever chips=1 --beliefs paper --as-of 2026-11-24",
)
_COMMANDS = (
    ("run", "Run a scenario: the lead, its classes, adoption, and what the levers change.", "--lever chips=1"),
    ("table", "Belief packs by levers: what follows from what each side believes.", "--as-of 2026-11-24"),
    ("diff", "Two scenarios over the same futures: what differs is the levers' doing.", "one.yaml other.yaml"),
    ("forecast", "The published forecast: the stack of the model and simple rivals.", "--as-of 2026-11-24"),
    ("hindcast", "The model at past quarter ends, scored beside simple rivals.", "--plot hindcast.svg"),
    ("sensitivity", "What the lead and adoption hang on: indices and a tornado.", "--plot tornado.svg"),
    ("rules", "What must be true for each of the paper's scenarios, and how often each rule recurs.", "--dense 0.5"),
    ("signposts", "Which observation by which date would move which probability, and by how much.", "--top 10"),
    ("check", "Whether worlds whose truth is known are found again, as often as draws say.", "--worlds 100"),
    ("register", "The register of assumptions: quantiles, sources, and who disputes them.", "--block algo"),
    ("packs", "Belief packs, and what each shifts, with reason and source.", "--beliefs paper"),
    ("levers", "The levers, and by which assumptions each works, in both directions.", "--json"),
    ("replay", "Run a saved run again and compare it byte for byte.", "run.json"),
)
register(app, __name__, _COMMANDS)
