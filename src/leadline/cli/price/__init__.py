"""`leadline price`: what model APIs cost; one command a module."""

from cyclopts import App

from leadline.cli.commands import register
from leadline.cli.price.cost import price

app = App(
    name="price",
    help="What a workload costs on model APIs, on any day.",
    help_epilogue="Example: leadline price --tokens 50M --mix 3:1 --as-of 2026-05-30",
)
app.default(price)
_COMMANDS = (
    ("sources", "Sources of prices: what each states, since when, and its place.", "--as-of 2026-08-15"),
    ("disagreements", "Models that sources price differently, by how much, and why.", "--as-of 2026-08-15"),
    ("history", "Every price of an offer, since when, and who knew it when.", "deepseek-v4-pro --as-of 2026-11-24"),
    ("flagship", "A vendor's flagship over time, and what it cost.", "deepseek --plot flagship.png"),
    ("corrections", "Where sources corrected their own record of prices.", "--source genai_prices"),
    ("lag", "How late each source recorded changes of price.", "--as-of 2026-11-24"),
    ("hosts", "One model at every host that sells it, the cheapest first.", "deepseek-v3.2 --as-of 2026-08-15"),
    ("reach", "What a level of capability has cost over time, and how fast that falls.", "--level-of GPT-5 --mix 3:1"),
    ("plan", "What months of work cost on every model, by a plan in YAML.", "plan.yaml --as-of 2026-08-21"),
    (
        "bases",
        "Offers on four bases beside each other: list, charged, per text, per task.",
        "--tokens 50M",
    ),
    ("compare", "Vendors class by class: ratios over mixes and bases.", "--base openai --against anthropic,deepseek"),
    (
        "text",
        "Your own text: its tokens on each model, and what it costs.",
        "report.txt --models gpt-5.5",
    ),
    ("quotes", "What each source quotes for a million tokens of an offer.", "deepseek-v4-pro --as-of 2026-05-30"),
)
register(app, __name__, _COMMANDS)
