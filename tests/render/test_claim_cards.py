"""Verdict cards: what they say, what they never say, and the shape of each form."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from leadline.catalog import Catalog
from leadline.claims.check import check
from leadline.claims.verdict import Verdict
from leadline.errors import NotEnoughData
from leadline.render import claim_pages, claim_review
from leadline.render.claim_cards import Card, card, pieces
from leadline.store.view import View
from tests.claims.conftest import shelf, view
from tests.claims.made import claim, looked_up, metric, parameter

__all__ = ["shelf", "view"]


@pytest.fixture
def verdict(view: View) -> Verdict:
    """Of three questions one holds: a share of a third."""
    told = claim(parameter("pair", ["flagship", "mid", "small"], "non-equivalent", words="comparable"))
    said = replace(told, restated="<b> costs [more] than comparable ones.", vague=("comparable",), bundled=True)
    return check(said, view, looked_up({"flagship": 0.5, "mid": 2.0, "small": 0.7}))


@pytest.fixture
def shown(verdict: Verdict) -> Card:
    return card(verdict, verdict, Catalog())


def words(card: Card) -> str:
    return claim_pages.text_of([card], date(2026, 1, 10))


def test_a_card_says_what_decides_and_that_a_share_is_no_probability(shown: Card) -> None:
    """One of three readings holds, 33.3 %; the pair moves the share from nothing to all, and one change flips it."""
    told = words(shown)
    assert "in 33.3 % of 3 reasonable readings" in told
    assert "It is no probability of being right." in told
    assert "pair (“comparable”) moves the share by 100.0 points: flagship: 0.0 %; mid: 100.0 %; small: 0.0 %." in told
    assert "1: pair=mid." in told
    assert "pair=flagship: 0.50 times; it does not hold." in told
    assert "Interest: none." in told


def test_no_form_calls_a_claim_true_or_false(shown: Card) -> None:
    day = date(2026, 1, 10)
    for form in (claim_pages.text_of, claim_pages.markdown_of, claim_review.written):
        assert not re.search(r"\b(true|false)\b", form([shown], day), re.IGNORECASE)


def test_a_claim_that_cannot_be_checked_says_why_and_shows_no_share(view: View) -> None:
    told = replace(
        claim(status="not_checkable"),
        query=None,
        asserts=None,
        reason="private_behaviour",
        note="Logs would tell.",
    )
    verdict = check(told, view)
    found = words(card(None, verdict, Catalog()))
    assert "Cannot be checked with open data." in found
    assert "Why: only those who did it can know. Logs would tell." in found
    assert "%" not in found
    assert "no probability" not in found


def test_a_bound_without_a_share_is_not_told(view: View) -> None:
    """Where no reading has a value, a line with the bounds of a vague word would hold nothing."""

    def nothing(*_: object) -> float:
        raise NotEnoughData("No price.")

    told = claim(parameter("pair", ["a", "b"]), parameter("few", [1.0, 2.0]), strict="v >= few")
    found = words(card(None, check(told, view, metric(nothing, "pair")), Catalog()))
    assert "The share by the bound" not in found


def test_a_premise_about_the_future_has_values_and_no_share(view: View) -> None:
    told = replace(claim(parameter("pair", ["a", "b"], "non-equivalent"), status="scenario"), reason="future")
    found = words(card(None, check(told, view, looked_up({"a": 6.0, "b": 8.0})), Catalog()))
    assert "has no verdict" in found
    assert "pair=b: middle value 8.0 times." in found
    assert "%" not in found


def test_the_page_fetches_nothing_and_takes_no_markup_from_a_claim(shown: Card) -> None:
    page = claim_pages.html_of([shown], date(2026, 1, 10))
    assert "&lt;b&gt; costs" in page
    assert "<mark>comparable</mark>" in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|@import|url\()\s*=?\s*["']?https?:""", page)
    assert "prefers-color-scheme: dark" in page
    assert all(f'id="{one.id}"' in page for one in shown.figures)


def test_a_review_has_the_shape_of_schema_org_and_no_rating_in_numbers(shown: Card) -> None:
    whole = json.loads(claim_review.written([shown], date(2026, 1, 10)))
    assert whole["@context"] == "https://schema.org"
    (review,) = whole["@graph"]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == shown.verdict.claim.restated
    assert review["datePublished"] == "2026-01-10"
    assert review["author"] == {"@type": "Organization", "name": "Leadline"}
    assert review["itemReviewed"]["@type"] == "Claim"
    assert review["itemReviewed"]["author"]["name"] == "Somebody"
    assert review["itemReviewed"]["datePublished"] == "2026-01-10"
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.org/work"
    assert review["reviewRating"]["@type"] == "Rating"
    assert "33.3 %" in review["reviewRating"]["alternateName"]
    assert "ratingValue" not in review["reviewRating"]


def test_the_longest_marked_words_are_marked() -> None:
    found = pieces("It costs two to three times more, two at least.", ["two", "two to three times"])
    assert [words for words, vague in found if vague] == ["two to three times", "two"]
    assert "".join(words for words, _ in found) == "It costs two to three times more, two at least."


def test_a_document_for_a_page_cannot_end_its_script(shown: Card) -> None:
    work = replace(shown.verdict.claim.work, title="</script><script>alert(1)</script><!--")
    hostile = replace(shown, verdict=replace(shown.verdict, claim=replace(shown.verdict.claim, work=work)))
    told = claim_review.written([hostile], date(2026, 1, 10))
    assert "<" not in told
    assert json.loads(told)["@graph"][0]["itemReviewed"]["appearance"]["headline"] == work.title


def test_a_claim_of_a_users_file_is_told_from_one_of_the_package(verdict: Verdict) -> None:
    """Though both may have the same id: its card names the file, and Leadline is no author of its review."""
    own, bundled = (
        card(None, replace(verdict, claim=replace(verdict.claim, bundled=ours)), Catalog()) for ours in (False, True)
    )
    note = f"The claim stands in the reader's own file {verdict.claim.file}."
    assert note in words(own)
    assert note not in words(bundled)
    authors = [
        json.loads(claim_review.written([one], date(2026, 1, 10)))["@graph"][0].get("author") for one in (own, bundled)
    ]
    assert authors == [None, {"@type": "Organization", "name": "Leadline"}]


def test_a_month_is_no_day_and_what_was_read_of_a_work_is_told(verdict: Verdict) -> None:
    work = replace(verdict.claim.work, published=date(2026, 4, 30), day_known=False, read="second-hand only")
    told = replace(verdict, claim=replace(verdict.claim, work=work, said=work.published))
    shown = card(None, told, Catalog())
    assert ", said in the month that ended on 2026-04-30." in words(shown)
    assert "Read of the work: second-hand only." in words(shown)
    review = json.loads(claim_review.written([shown], date(2026, 5, 10)))["@graph"][0]
    assert review["itemReviewed"]["datePublished"] == "2026-04"
    dated = replace(told, claim=replace(told.claim, said=date(2026, 4, 2)))
    assert ", said on 2026-04-02." in words(card(None, dated, Catalog()))
