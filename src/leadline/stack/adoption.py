"""Adoption: whose models are used, by share of tokens, of people, of downloads; and how many use the largest products.

    share of tokens of a country = 100 * tokens of models made there / all tokens, or / tokens of makers that are known

Decisions:

- The router counts what passes it on one day, much of it free or discounted, by developers who chose it: no share of a
  market. What it does not name (the models beyond the fiftieth) and models whose maker no table knows are in the whole
  and in no country; with the whole without them stands beside it. Free models count unless the meaning says otherwise.
- What a country's people use and where a model was made are two questions: diffusion is of people, tokens and downloads
  are of makers.
- Diffusion in the rest of the world is the plain mean over its economies, not weighted by people, with the lowest and
  the highest of them as its range.
- Users of several companies are never added up: one person uses several. The largest product of a country is told.
- Where two publishers measure one thing, each is a meaning with its name.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from leadline.errors import NotEnoughData
from leadline.model import Figure, Observation
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.stack.told import begun, by_publisher, day_of, home, made, newest, region_of, said, unplaced, within
from leadline.store.view import View

TOKENS_METHOD = "router_token_share/1"
FLOW_METHOD = "router_tokens/1"
DIFFUSION_METHOD = "ai_diffusion/1"
CLAUDE_METHOD = "claude_usage_share/1"
DOWNLOADS_METHOD = "model_download_share/1"
CUMULATIVE_METHOD = "model_downloads/1"
USERS_METHOD = "active_users/1"
SERVED_METHOD = "tokens_served/1"
ROUTER, DIFFUSION, COMPANIES = "openrouter_rankings", "microsoft_ai_diffusion", "epoch_ai_companies"
OTHER, FREE = "other", ":free"
PARTS: tuple[Region, ...] = ("US", "CN", "ROW")
BOTH: tuple[Region, ...] = ("US", "CN")
WHOLE, PLACED, PAID = "of all tokens", "of tokens of known makers", "of all tokens that are not free"
MONTHLY, WEEKLY, DAILY = "monthly", "weekly", "daily"


def router_token_share(view: View, region: Region, on: date, *, meaning: str = WHOLE) -> Figure:
    """Share of models made in a region in the tokens of one day on the router, in per cent."""
    rows = _day(view, on)
    counted = [row for row in rows if meaning != PAID or not row.entity.endswith(FREE)]
    placed = {row.entity: _maker(view, row.entity) for row in counted}
    whole = [row for row in counted if meaning != PLACED or placed[row.entity] is not None]
    ours = sum(row.value for row in whole if placed[row.entity] == region)
    share = 100 * ours / sum(row.value for row in whole)
    note = unplaced(row.entity for row in counted if placed[row.entity] is None and row.entity != OTHER)
    return made(view, TOKENS_METHOD, region, share, "%", day_of(rows[0], on), rows=rows, meaning=meaning, note=note)


def router_tokens(view: View, region: Region, on: date) -> Figure:
    """Tokens of models made in a region on one day on the router; of the world with those of unknown makers."""
    rows = _day(view, on)
    ours = [row for row in rows if region == "world" or _maker(view, row.entity) == region]
    total = sum(row.value for row in ours)
    return made(view, FLOW_METHOD, region, total / 1e12, "trillion tokens a day", day_of(rows[0], on), rows=rows)


def ai_diffusion(view: View, region: Region, on: date) -> Figure:
    """Share of people of working age who use AI, by Microsoft, in per cent; of the rest the mean of its economies."""
    waves = begun(of(view, DIFFUSION, "ai_diffusion"), on)
    if not waves:
        raise NotEnoughData(f"No wave of diffusion by {on} was known on {view.as_of}.")
    rows = [row for row in waves if row.period_end == waves[-1].period_end]
    ours = [row for row in rows if region_of(view, row.entity) == region]
    values = sorted(row.value for row in ours)
    ends = (values[0], values[-1]) if len(values) > 1 else None
    missing = unplaced(row.entity for row in rows if region_of(view, row.entity) is None)
    note = "; ".join(part for part in (missing, "from telemetry of the publisher's products, adjusted") if part)
    mean = sum(values) / len(values)
    return made(
        view, DIFFUSION_METHOD, region, mean, "%", day_of(rows[0], on),
        rows=ours, meaning="Microsoft", ends=ends, note=note,
    )  # fmt: skip


def active_users(view: View, region: Region, on: date, *, period: str = WEEKLY) -> Figure:
    """The most people who use one product of a company of the region in a period, in millions, as last told of each."""
    rows = [row for row in of(view, COMPANIES, f"active_users_{period}") if not _left_out(row)]
    return _most(view, USERS_METHOD, region, on, rows, 1e-6, "million people", f"{period}, Epoch AI")


def tokens_served(view: View, region: Region, on: date) -> Figure:
    """The most tokens a day that one company of the region serves with one product, in trillions, as last told."""
    rows = [row for row in of(view, COMPANIES, "daily_tokens") if not _left_out(row)]
    return _most(view, SERVED_METHOD, region, on, rows, 1e-12, "trillion tokens a day", "one company, Epoch AI")


def _most(
    view: View, method: str, region: Region, on: date, rows: list[Observation], times: float, unit: str, meaning: str
) -> Figure:
    """The largest among the newest rows of the companies of a region."""
    newest_of = {row.entity: row for row in begun(rows, on) if within(region, home(view, row.entity))}
    if not newest_of:
        raise NotEnoughData(f"Nothing is told of {method.partition('/')[0]} of {region} by {on}, as of {view.as_of}.")
    most = max(newest_of.values(), key=lambda row: row.value)
    return made(
        view, method, region, most.value * times, unit, day_of(most, on),
        rows=(most,), meaning=meaning, note=f"{most.entity}; {said(most)}",
    )  # fmt: skip


def _left_out(row: Observation) -> bool:
    return "left out" in (row.note or "")


def _day(view: View, on: date) -> list[Observation]:
    """The rows of the newest day of the router by a day."""
    rows = of(view, ROUTER, "openrouter_tokens")
    last = newest(rows, on, "tokens on the router", view)
    return [row for row in rows if row.period_start == last.period_start]


def _maker(view: View, entity: str) -> Region | None:
    maker = view.catalog.maker(entity)
    return region_of(view, maker.country) if maker and maker.country else None


MEASURES: tuple[Measure, ...] = (
    Measure(metric="router_token_share", meaning=WHOLE, regions=PARTS, figure=router_token_share, headline=True),
    *(
        Measure(
            metric="router_token_share",
            meaning=meaning,
            regions=PARTS,
            figure=partial(router_token_share, meaning=meaning),
        )
        for meaning in (PLACED, PAID)
    ),
    by_publisher(TOKENS_METHOD, "openrouter_token_share", "by the press", by="TechTimes", unit="%", regions=("CN",)),
    Measure(metric="router_tokens", regions=(*PARTS, "world"), figure=router_tokens),
    Measure(metric="ai_diffusion", meaning="Microsoft", regions=PARTS, figure=ai_diffusion, headline=True),
    by_publisher(DIFFUSION_METHOD, "genai_penetration", "CNNIC", by="CNNIC", unit="%", regions=("CN",)),
    by_publisher(CLAUDE_METHOD, "claude_usage_share", "Anthropic Economic Index", unit="%", regions=("US",)),
    by_publisher(
        DOWNLOADS_METHOD,
        "hf_download_share",
        "Hugging Face, one season",
        by="Hugging Face",
        unit="%",
        regions=BOTH,
        headline=True,
    ),
    by_publisher(
        DOWNLOADS_METHOD, "hf_download_share", "MIT and Hugging Face, one year", by="MIT", unit="%", regions=BOTH
    ),
    by_publisher(
        CUMULATIVE_METHOD, "hf_cumulative_downloads", "ATOM Report", unit="million downloads", regions=("CN",)
    ),
    *(
        Measure(
            metric="active_users",
            meaning=f"{period}, Epoch AI",
            part=period,
            regions=BOTH,
            figure=partial(active_users, period=period),
        )
        for period in (DAILY, WEEKLY, MONTHLY)
    ),
    replace(
        by_publisher(
            USERS_METHOD,
            "chatgpt_weekly_users",
            "weekly, the list of estimates",
            unit="million people",
            regions=("US",),
            entities={"US": ("OpenAI",)},
        ),
        part=WEEKLY,
    ),
    Measure(metric="tokens_served", meaning="one company, Epoch AI", regions=BOTH, figure=tokens_served),
    by_publisher(
        SERVED_METHOD,
        "daily_tokens",
        "one company, the list of estimates",
        unit="trillion tokens a day",
        regions=BOTH,
        entities={"US": ("Google",), "CN": ("ByteDance",)},
    ),
    replace(
        by_publisher(
            SERVED_METHOD,
            "daily_tokens",
            "a whole country, National Data Administration",
            by="National Data Administration",
            unit="trillion tokens a day",
            regions=("CN",),
        ),
        part="a whole country",
    ),
)
