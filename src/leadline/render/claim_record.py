"""A verdict card as one plain record, for `--json`: what the card says, with ids of its figures."""

from math import isnan

from leadline.claims.verdict import Facet, Reading
from leadline.model import Figure
from leadline.render.claim_cards import Card
from leadline.render.record import Record
from leadline.render.text import plain


def record(card: Card) -> Record:
    """A card; days as text, shares in per cent, figures by id."""
    verdict, claim = card.verdict, card.verdict.claim
    return {
        "claim": claim.id,
        "work": claim.work.id,
        "title": claim.work.title,
        "author": claim.work.author,
        "publisher": claim.work.publisher,
        "url": claim.work.url,
        "place": claim.place,
        "said": claim.said and claim.said.isoformat(),
        "said_day_known": claim.day_known if claim.said else False,
        "side": claim.work.side,
        "interest": claim.work.interest,
        "read": claim.work.read,
        "bundled": claim.bundled,
        "restated": claim.restated,
        "vague": list(claim.vague),
        "status": claim.status,
        "reason": claim.reason,
        "note": claim.note,
        "outcome": verdict.outcome,
        "modifiers": list(verdict.modifiers),
        "sentence": plain(card.outcome),
        "share": _value(verdict.strict),
        "share_figure": _id(verdict.strict),
        "lenient": _value(verdict.lenient),
        "direction": _value(verdict.direction),
        "readings": verdict.run,
        "readings_in_all": verdict.sampled,
        "missing": dict(verdict.missing),
        "then": [
            {"as_of": one.as_of.isoformat(), "outcome": one.outcome, "share": _value(one.strict)}
            for one in card.earlier
        ],
        "plain": verdict.default and reading(verdict.default),
        "changes": verdict.changes,
        "flips": list(map(dict, verdict.flips)),
        "deciders": [
            {
                "parameter": one.parameter,
                "points": one.spread.value,
                "shares": {choice: share.value for choice, share in one.shares.items()},
            }
            for one in verdict.deciders
        ],
        "thresholds": [
            {"parameter": one.parameter, "words": one.words, "points": [[at, share.value] for at, share in one.points]}
            for one in verdict.thresholds
        ],
        "facets": list(map(_facet, verdict.facets)),
        "sources": plain(card.sources),
        "evidence": list(verdict.evidence),
    }


def reading(one: Reading) -> Record:
    """One reading: what was chosen, its value, and in what share of draws each assertion holds, from nothing to one."""
    shares = {"strict": one.strict, "lenient": one.lenient, "direction": one.direction}
    return {
        "setting": dict(one.setting),
        "value": _value(one.figure),
        "unit": one.figure and one.figure.unit,
        "figure": _id(one.figure),
        **{name: None if isnan(share) else share for name, share in shares.items()},
        "missing": one.missing or None,
    }


def _facet(one: Facet) -> Record:
    return {
        "setting": dict(one.setting),
        "readings": one.readings,
        "dropped": one.dropped,
        "share": _value(one.strict),
        "value": _value(one.value),
        "low": one.value and one.value.low,
        "high": one.value and one.value.high,
        "unit": one.value and one.value.unit,
    }


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure else None


def _id(figure: Figure | None) -> str | None:
    return figure.id if figure else None
