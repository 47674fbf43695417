"""The labelled sentences are whole: each stands in its article, in order, and every label is one of the guide's.

The guide is `tests/data/claim_sentences/README.md`; what the labels say is no matter of this test.
"""

import csv
import re
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path

import pytest

from leadline.catalog import Catalog
from leadline.catalog.chips import names

FOLDER = Path(__file__).parents[1] / "data" / "claim_sentences"
HEADER = "SYNTHETIC TEXT. "
MARK = re.compile(r"\s*(?:- |> |\d+\. )?")
"""What may stand between two sentences: space, then the mark of an item or of a quoted line."""

KINDS = {"news", "opinion", "policy", "company", "filing", "forum"}
SPLITS = {"dev", "test"}
TYPES = {
    *("ratio", "rank", "level", "share", "change", "lead_time"),
    *("comparison", "forecast", "causal", "attribution"),
}
COMPARATORS = {"more", "less", "equal", "at least", "at most", "between", "none"}
UNKNOWN_MAKERS = {"Huawei"}
"""Makers of chips whose counts the data tell under a name that is no organisation of the catalogue."""

COLUMNS = [
    *("article", "sentence", "text", "kind", "split", "checkable"),
    *("type", "entities", "quantities", "comparator", "matches", "note"),
]

with (FOLDER / "labels.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
ARTICLES = {name: list(rows) for name, rows in groupby(ROWS, key=lambda row: row["article"])}
CHECKABLE = [row for row in ROWS if row["checkable"] == "yes"]


def parts(row: dict[str, str], column: str) -> list[str]:
    """The values of a cell."""
    return [value for value in row[column].split("|") if value]


def where(row: dict[str, str]) -> str:
    """How a failing test names a sentence."""
    return f"{row['article']} {row['sentence']}: {row['text']}"


def claims_of_the_guide() -> set[str]:
    """The ids in the last table of the guide."""
    table = (FOLDER / "README.md").read_text(encoding="utf-8").split("| id | says |")[1]
    return set(re.findall(r"^\| ([a-z0-9-]*[a-z0-9]) \|", table, flags=re.MULTILINE))


def test_columns_are_those_of_the_guide() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert all(None not in row and None not in row.values() for row in ROWS)


def test_every_article_has_labels_and_stands_in_one_block() -> None:
    assert set(ARTICLES) == {path.stem for path in FOLDER.glob("*.txt")}
    assert len(ROWS) == sum(len(rows) for rows in ARTICLES.values())


@pytest.mark.parametrize("article", ARTICLES)
def test_the_sentences_are_the_article_word_for_word_and_in_order(article: str) -> None:
    header, _, body = (FOLDER / f"{article}.txt").read_text(encoding="utf-8").partition("\n")
    assert header.startswith(HEADER)
    for number, row in enumerate(ARTICLES[article], start=1):
        assert int(row["sentence"]) == number
        gap = MARK.match(body)
        assert gap, where(row)
        assert body[gap.end() :].startswith(row["text"]), where(row)
        body = body[gap.end() + len(row["text"]) :]
    assert not body.strip()


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_has_the_kind_of_its_name_and_one_split(article: str) -> None:
    assert {row["kind"] for row in ARTICLES[article]} == {article.partition("-")[0]} <= KINDS
    assert len({row["split"] for row in ARTICLES[article]}) == 1


def test_labels_are_from_the_closed_sets() -> None:
    claims = claims_of_the_guide()
    assert len(claims) == 15
    for row in ROWS:
        assert row["split"] in SPLITS, where(row)
        assert row["checkable"] in {"yes", "no"}, where(row)
        assert row["comparator"] in COMPARATORS, where(row)
        assert set(parts(row, "matches")) <= claims, where(row)


def test_what_can_be_checked_has_a_type_and_the_rest_has_nothing() -> None:
    for row in ROWS:
        if row["checkable"] == "yes":
            assert row["type"] in TYPES, where(row)
        else:
            assert not any(row[column] for column in ("type", "entities", "quantities", "matches")), where(row)
            assert row["comparator"] == "none", where(row)


def test_quantities_stand_in_the_sentence_in_order() -> None:
    for row in CHECKABLE:
        rest = row["text"]
        for quantity in parts(row, "quantities"):
            assert quantity in rest, where(row)
            rest = rest.partition(quantity)[2]


def test_entities_are_names_of_the_catalogue() -> None:
    catalog = Catalog()
    places = {*catalog.countries, *catalog.blocs}
    models = {model.model for model in catalog.models}
    groups = {"open", "closed"} | UNKNOWN_MAKERS
    known = groups | places | models | set(catalog.organisations) | set(names().values())
    for row in CHECKABLE:
        assert set(parts(row, "entities")) <= known, where(row)


def test_there_are_enough_sentences_of_every_kind_in_both_splits() -> None:
    """The issue asks for 120 sentences of six kinds; scores need both answers of each kind on both sides."""
    assert len(ROWS) >= 120
    counts = Counter(row["kind"] for row in ROWS)
    assert set(counts) == KINDS
    assert min(counts.values()) >= 20
    answers = Counter((row["kind"], row["split"], row["checkable"]) for row in ROWS)
    assert len(answers) == len(KINDS) * len(SPLITS) * 2


def test_every_type_and_every_claim_is_in_both_splits() -> None:
    splits = defaultdict(set)
    for row in CHECKABLE:
        for label in (row["type"], *parts(row, "matches")):
            splits[label].add(row["split"])
    assert set(splits) == TYPES | claims_of_the_guide()
    assert {label for label, found in splits.items() if found != SPLITS} == set()
