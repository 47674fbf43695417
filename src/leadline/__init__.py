"""Leadline: an open observatory of AI competition.

A *view* is the store as it stood on one day; every *figure* is a function of a view:

    >>> from datetime import date
    >>> import leadline
    >>> view = leadline.open_store().as_of(date(2026, 8, 11))
    >>> leadline.lead(view, "US", "CN", on=date(2025, 12, 31)).value
    12.35

What became known, how the rules stood, and what there is to ask:

    >>> told = leadline.changes_since(view, date(2025, 11, 30), layer="models").found
    >>> [one.name for one in told if one.after == 3.8e26]
    ['GPT-4.5: training compute']
    >>> leadline.policy(view, date(2023, 11, 17), layer="chips", since=date(2023, 10, 17))[0].state
    'in force'
    >>> leadline.find(view, "月之暗面")[0].name
    'Moonshot AI'

What a price was, and what months of work cost:

    >>> offer = leadline.named(view, "deepseek-v4-pro")
    >>> told = leadline.price_history(view, offer, meter="output", service="standard")
    >>> [str(one.telling.amount.normalize()) for one in told]
    ['3.48', '0.87']
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from leadline.budget.plan import EXAMPLE
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "plan.yaml")
    ...     written = file.write_text(EXAMPLE, encoding="utf-8")
    ...     plan = leadline.read_plan(file)
    >>> round(leadline.plan_cost(leadline.book(view), plan).total.value)
    4125

In what share of reasonable readings a sentence that somebody said holds, and what decides:

    >>> told = leadline.check_claim(view, "lag-mean-7")
    >>> told.outcome, told.run, told.deciders[0].parameter
    ('depends', 27, 'off')
    >>> len(leadline.bundled_claims()) > 30
    True

Names are imported when they are first used, so that `import leadline` and `leadline --help` stay quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadline.briefing.compose import brief
    from leadline.capability.benchmarks import benchmarks
    from leadline.capability.dates import dated
    from leadline.capability.hindcast import hindcast
    from leadline.capability.index import index
    from leadline.capability.lead import lead, lead_in, leads, leads_in
    from leadline.capability.nowcast import nowcast
    from leadline.capability.panel import panel
    from leadline.capability.prediction import predictive
    from leadline.capability.probability import best_models, lead_probabilities
    from leadline.capability.ranks import ranked
    from leadline.capability.records import frontier_on, records
    from leadline.capability.robustness import robustness
    from leadline.capability.setting import Setting
    from leadline.capability.vintages import leads_by_vintage
    from leadline.capability.yardsticks import value_of, yardstick, yardsticks
    from leadline.catalog import Catalog
    from leadline.changes import changes_since, new_offers, new_records, price_changes
    from leadline.claims.by_name import bundled_claims, check_claim
    from leadline.comparison import compare, pairs
    from leadline.errors import (
        LeadlineError,
        NotEnoughData,
        SourceChanged,
        SourceError,
        StoreError,
        UnknownName,
        UserError,
    )
    from leadline.gaps import coverage
    from leadline.lineup import classes, leading, line_up
    from leadline.model import Figure, Model, Rate, Score, Snapshot, Workload
    from leadline.portrait import profile
    from leadline.price_performance.reach import reaches
    from leadline.prices.bases import by_bases
    from leadline.prices.book import book
    from leadline.prices.cost import cost, ratio
    from leadline.prices.history import price_history
    from leadline.prices.named import named
    from leadline.prices.timeline import charge, timeline
    from leadline.prices.workload import mixed
    from leadline.render.sentence import label, say
    from leadline.search import find
    from leadline.stack.chips import china_chip_flow, chips_sold
    from leadline.stack.compute import compute_growth, compute_share, compute_stock
    from leadline.stack.layers import by_layer
    from leadline.stack.policy import policy
    from leadline.stack.rated_chips import rated_chips
    from leadline.stack.rules import rulings
    from leadline.store.default import open_store
    from leadline.store.store import Store
    from leadline.store.view import View

__all__ = [
    "Catalog",
    "Figure",
    "LeadlineError",
    "Model",
    "NotEnoughData",
    "Rate",
    "Score",
    "Setting",
    "Snapshot",
    "SourceChanged",
    "SourceError",
    "Store",
    "StoreError",
    "UnknownName",
    "UserError",
    "View",
    "Workload",
    "benchmarks",
    "best_models",
    "book",
    "brief",
    "bundled_claims",
    "by_bases",
    "by_layer",
    "changes_since",
    "charge",
    "check_claim",
    "china_chip_flow",
    "chips_sold",
    "classes",
    "compare",
    "compute_growth",
    "compute_share",
    "compute_stock",
    "cost",
    "coverage",
    "dated",
    "find",
    "frontier_on",
    "hindcast",
    "index",
    "label",
    "lead",
    "lead_in",
    "lead_probabilities",
    "leading",
    "leads",
    "leads_by_vintage",
    "leads_in",
    "line_up",
    "mixed",
    "named",
    "new_offers",
    "new_records",
    "nowcast",
    "open_store",
    "pairs",
    "panel",
    "plan_cost",
    "policy",
    "predictive",
    "price_changes",
    "price_history",
    "profile",
    "ranked",
    "rated_chips",
    "ratio",
    "reaches",
    "read_plan",
    "records",
    "robustness",
    "rulings",
    "say",
    "timeline",
    "value_of",
    "yardstick",
    "yardsticks",
]

_HOMES = {
    "briefing.compose": ("brief",),
    "budget.costs": ("plan_cost",),
    "budget.plan": ("read_plan",),
    "capability.benchmarks": ("benchmarks",),
    "capability.index": ("index",),
    "capability.dates": ("dated",),
    "capability.lead": ("lead", "lead_in", "leads", "leads_in"),
    "capability.panel": ("panel",),
    "capability.probability": ("best_models", "lead_probabilities"),
    "capability.records": ("frontier_on", "records"),
    "capability.prediction": ("predictive",),
    "capability.ranks": ("ranked",),
    "capability.robustness": ("robustness",),
    "capability.setting": ("Setting",),
    "capability.yardsticks": ("value_of", "yardstick", "yardsticks"),
    "capability.hindcast": ("hindcast",),
    "capability.nowcast": ("nowcast",),
    "capability.vintages": ("leads_by_vintage",),
    "catalog": ("Catalog",),
    "changes": ("changes_since", "new_offers", "new_records", "price_changes"),
    "claims.by_name": ("bundled_claims", "check_claim"),
    "comparison": ("compare", "pairs"),
    "gaps": ("coverage",),
    "errors": (
        *("LeadlineError", "NotEnoughData", "SourceChanged", "SourceError", "StoreError", "UnknownName", "UserError"),
    ),
    "lineup": ("classes", "leading", "line_up"),
    "model": ("Figure", "Model", "Rate", "Score", "Snapshot", "Workload"),
    "price_performance.reach": ("reaches",),
    "prices.bases": ("by_bases",),
    "prices.book": ("book",),
    "prices.cost": ("cost", "ratio"),
    "prices.history": ("price_history",),
    "prices.named": ("named",),
    "prices.timeline": ("charge", "timeline"),
    "prices.workload": ("mixed",),
    "portrait": ("profile",),
    "render.sentence": ("label", "say"),
    "search": ("find",),
    "stack.policy": ("policy",),
    "stack.rated_chips": ("rated_chips",),
    "stack.rules": ("rulings",),
    "stack.chips": ("china_chip_flow", "chips_sold"),
    "stack.compute": ("compute_growth", "compute_share", "compute_stock"),
    "stack.layers": ("by_layer",),
    "store.default": ("open_store",),
    "store.store": ("Store",),
    "store.view": ("View",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name from the module in which it lives."""
    if name not in _HOME:
        raise AttributeError(f"module 'leadline' has no attribute {name!r}")
    return getattr(import_module(f"leadline.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
