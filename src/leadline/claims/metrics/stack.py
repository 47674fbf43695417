"""Any indicator of the stack, what sources state, whose models are used, and how many policy events there were.

- An indicator is any measure of a layer, by its name, its region and, where it has several, its meaning and part: the
  first in the layer's order where neither is told. Its change is that over a year, as the screen of the stack has it.
- A stated value is what a source says of an entity, by its newest word on the day.
- A share of tokens is of the newest day of the router that is known, or the plain mean over the days of some weeks.
- Policy events are counted by the day of their announcement, as they stand on the last day.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import cast, get_args

from leadline.claims import arguments as may
from leadline.claims.metric import Args, Argument, Measured
from leadline.claims.metrics.quotient import quotient
from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Arg, Event, Figure, Observation
from leadline.prices.derived import derived
from leadline.stack import adoption, layers
from leadline.stack.measure import Measure as Told
from leadline.stack.measure import Region
from leadline.stack.policy import policy
from leadline.stack.rows import of
from leadline.stack.told import PERCENTILES, day_of, ends_of, graded, newest, said
from leadline.store.view import View

STATED_METHOD, POLICY_METHOD = "stated_value/1", "policy_count/1"
REGIONS: tuple[Region, ...] = get_args(Region)
CHANGES = ("value", "change")
ANY = "any"
USES = (adoption.WHOLE, adoption.PLACED, adoption.PAID)


def _measures() -> list[Told]:
    return [measure for of_layer in layers.LAYERS.values() for measure in of_layer]


def _indicator(view: View, args: Args) -> Measured:
    told = _measure(view, args, "region")
    figure = told(may.on_day(view, args))
    if args["change"] == CHANGES[0]:
        return Measured(figure=figure)
    changed = layers.change(figure, told)
    if changed is None:
        raise NotEnoughData(f"{args['name']} has no value a year before {figure.on} to compare it with.")
    return Measured(figure=changed)


def _indicator_ratio(view: View, args: Args) -> Measured:
    day = may.on_day(view, args)
    one, other = (_measure(view, args, side)(day) for side in ("region", "base"))
    told = ", ".join(str(args[name]) for name in ("name", "meaning", "part") if args.get(name))
    return quotient(one, other, (f"{told} of {args['region']}", f"that of {args['base']}"))


def _measure(view: View, args: Args, side: str) -> Callable[[date], Figure]:
    """The first measure of the name, and of the meaning and part where they are told, that has the region."""
    region = cast(Region, args[side])
    for one in _measures():
        alike = args.get("meaning") in (None, one.meaning) and args.get("part") in (None, one.part)
        if one.metric == args["name"] and region in one.regions and alike:
            return partial(one.figure, view, region)
    raise NotEnoughData(f"{args['name']} has no such meaning and part for {region}. See leadline stack --help.")


def _stated(view: View, args: Args) -> Measured:
    name, entity, day = may.word(args, "indicator"), may.word(args, "entity"), may.on_day(view, args)
    every = view.rows(Observation, "indicator = $name", name=name)
    asked = [
        row for row in every if args.get("source") in (None, row.source) and args.get("by") in (None, row.reported_by)
    ]
    if not asked:
        known = [str(one) for (one,) in view.query("SELECT DISTINCT indicator FROM observation")]
        raise UnknownName("indicator of the sources", name, known, f"As known on {view.as_of}.")
    held = [row for row in asked if row.entity == entity]
    if not held:
        raise UnknownName("entity", entity, {row.entity for row in asked}, f"{name} is told of others.")
    row = newest(held, day, f"{name} of {entity}", view)
    around = ends_of(row)
    about: dict[str, Arg] = {"indicator": name, "entity": entity, "source": row.source}
    return Measured(
        figure=Figure(
            metric="stated_value",
            args=about | ({"by": row.reported_by} if row.reported_by else {}),
            value=row.value,
            low=around[0] if around else None,
            high=around[1] if around else None,
            interval="none" if around is None else "90%" if row.interval == PERCENTILES else "range",
            unit=row.unit,
            as_of=view.as_of,
            on=day_of(row, day),
            method=STATED_METHOD,
            grade=graded(row),
            evidence=view.evidence(row.source),
            note=said(row),
        )
    )


def _usage(view: View, args: Args) -> Measured:
    region, meaning, last = cast(Region, args["group"]), may.word(args, "of"), may.on_day(view, args)
    newest = adoption.router_token_share(view, region, last, meaning=meaning)
    weeks = int(may.amount(args, "weeks"))
    if not weeks:
        return Measured(figure=newest)
    first = last - timedelta(weeks=weeks)
    days = {row.period_start for row in of(view, adoption.ROUTER, "openrouter_tokens")}
    within = [day for day in days if day and first < day <= last]
    if not within:
        raise NotEnoughData(f"No tokens on the router are known of the {weeks} weeks to {last}.")
    shares = [adoption.router_token_share(view, region, day, meaning=meaning).value for day in within]
    mean = sum(shares) / len(shares)
    ranged = {"low": min(shares), "high": max(shares), "interval": "range"} if len(shares) > 1 else {}
    about = {**newest.args, "weeks": weeks, "days": len(shares)}
    return Measured(figure=derived(newest, args=about, value=mean, **ranged))


def _policies(view: View, args: Args) -> Measured:
    day, since = may.on_day(view, args), may.on_day(view, args, "since")
    wanted = [(name, str(args[name])) for name in ("jurisdiction", "layer", "direction", "state") if args[name] != ANY]
    told = [one for one in policy(view, day) if since <= one.day <= day]
    held = [one for one in told if all(_is(one.event, one.state, name, value) for name, value in wanted)]
    return Measured(
        figure=Figure(
            metric="policy_count",
            args={**dict(wanted), "since": since.isoformat()},
            value=float(len(held)),
            unit="events",
            as_of=view.as_of,
            on=day,
            method=POLICY_METHOD,
            grade="measured",
            evidence=view.evidence(*{one.event.source for one in told}),
        )
    )


def _is(event: Event, state: str, name: str, value: str) -> bool:
    return value in (state if name == "state" else getattr(event, name)).split("/")


_WHICH: Mapping[str, Argument] = {
    "name": may.names("Which indicator", dict.fromkeys(one.metric for one in _measures())),
    "meaning": may.known("Which of its meanings, as leadline stack shows them.", {m.meaning for m in _measures()}),
    "part": may.known("Which part of it, as leadline stack shows them.", {m.part for m in _measures()}),
}

INDICATOR = may.metric(
    name="indicator",
    meaning="Any indicator of a layer of the stack, or its change over a year.",
    unit="that of the indicator",
    arguments={
        **_WHICH,
        "region": may.names("Of which region", REGIONS),
        "change": may.names("Its value, or its change over a year", CHANGES, CHANGES[0]),
        "on": may.day(),
    },
    measure=_indicator,
    example={"name": "ai_diffusion", "region": "US", "meaning": "Microsoft"},
)
INDICATOR_RATIO = may.metric(
    name="indicator_ratio",
    meaning="How many times an indicator of one region that of another is.",
    unit="times",
    arguments={
        **_WHICH,
        "region": may.names("Of which region", REGIONS),
        "base": may.names("Compared with which", REGIONS),
        "on": may.day(),
    },
    measure=_indicator_ratio,
    example={"name": "private_investment", "region": "US", "base": "CN"},
)
STATED_VALUE = may.metric(
    name="stated_value",
    meaning="What a source states of an entity, word for word.",
    unit="that of the source",
    arguments={
        "indicator": may.worded("As the source names it; leadline find and docs/sources.md help.", str),
        "entity": may.worded("Of what, as the source writes it.", str),
        "source": may.worded(
            "Which source; any, where it is not told.", lambda text: may.catalog().source(text), needed=False
        ),
        "by": may.worded("Whose figure it is, where the source passes on those of others.", str, needed=False),
        "on": may.day(),
    },
    measure=_stated,
    example={"indicator": "ai_diffusion", "entity": "France"},
)
USAGE_SHARE = may.metric(
    name="usage_share",
    meaning="The share of models made in a region in the tokens that pass a router.",
    unit="%",
    arguments={
        "group": may.names("Made where", ("US", "CN", "ROW")),
        "of": may.names("Of which tokens", USES, adoption.WHOLE),
        "weeks": may.number(
            "The mean over the days known of so many weeks; 0 is the newest day", 0, 520, 0, whole=True
        ),
        "on": may.day(),
    },
    measure=_usage,
    example={"group": "CN"},
)
POLICY_COUNT = may.metric(
    name="policy_count",
    meaning="How many policy events were known, from one day to another.",
    unit="events",
    arguments={
        "jurisdiction": may.worded("Whose: US, CN, ..., or any.", str, ANY),
        "layer": may.worded("Of which layer: chips, compute, models, ..., or any.", str, ANY),
        "direction": may.worded("Which way: tighten, loosen, countermeasure, ..., or any.", str, ANY),
        "state": may.names("As they stand on the day", (ANY, "told", "due", "in force", "suspended", "over"), ANY),
        "since": may.day("The first day, YYYY-MM-DD.", needed=True),
        "on": may.day(),
    },
    measure=_policies,
    example={"jurisdiction": "US", "layer": "chips", "direction": "tighten", "since": "2022-10-01"},
)
METRICS = (INDICATOR, INDICATOR_RATIO, STATED_VALUE, USAGE_SHARE, POLICY_COUNT)
