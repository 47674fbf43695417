"""Verdicts as ClaimReview of schema.org, for tools that collect such reviews.

The vocabulary expects a rating on a scale from false to true. A share of readings is none, so there is no
`ratingValue`: `alternateName` is the sentence of the verdict, and `ratingExplanation` says what a share is. Nor is
there a `url`, since a review written to a file does not know where it will be published.

Leadline is the author of reviews of its own claims alone: the choices of a claim in a user's file are the user's. What
could end the script in which a page holds the document is written as an escape.
"""

import json
from collections.abc import Sequence
from datetime import date

from leadline.render.claim_cards import Card
from leadline.render.claim_words import NO_PROBABILITY
from leadline.render.record import Record
from leadline.render.text import plain


def written(cards: Sequence[Card], as_of: date) -> str:
    """Cards as one JSON-LD document."""
    reviews = [_review(card, as_of) for card in cards]
    whole = {"@context": "https://schema.org", "@graph": reviews}
    return json.dumps(whole, indent=2, ensure_ascii=False).replace("<", r"\u003c") + "\n"


def _review(card: Card, as_of: date) -> Record:
    claim = card.verdict.claim
    return {
        "@type": "ClaimReview",
        "identifier": claim.id,
        "claimReviewed": claim.restated,
        "itemReviewed": _claim(card),
        **({"author": {"@type": "Organization", "name": "Leadline"}} if claim.bundled else {}),
        "datePublished": as_of.isoformat(),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": plain(card.outcome),
            "ratingExplanation": plain(NO_PROBABILITY),
        },
    }


def _claim(card: Card) -> Record:
    claim, work = card.verdict.claim, card.verdict.claim.work
    appearance = {
        "@type": "CreativeWork",
        "headline": work.title,
        "url": work.url,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "inLanguage": claim.language,
    }
    told = {
        "@type": "Claim",
        # Whether an author is a person or a body the list of works does not say.
        "author": {"@type": "Thing", "name": work.author or work.publisher},
        "datePublished": claim.said and f"{claim.said:{'%Y-%m-%d' if claim.day_known else '%Y-%m'}}",
        "appearance": {name: value for name, value in appearance.items() if value},
    }
    return {name: value for name, value in told.items() if value}
