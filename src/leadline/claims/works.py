"""The works whose claims are checked: who says it, and what they have to gain.

Those of the package stand in the catalogue's `works.csv`; a user's file may describe one of its own.
"""

import csv
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from leadline import catalog, units
from leadline.claims import written
from leadline.claims.claim import Work
from leadline.claims.written import line, told_at
from leadline.errors import UnknownName
from leadline.userfile import Item

FILE = Path(catalog.__file__).with_name("works.csv")
_WORK_FIELDS = ("title", "author", "publisher", "published", "url", "interest", "side", "kind", "read")
SOURCE_FIELDS = ("work", "place", "language", *_WORK_FIELDS)


@cache
def load() -> Mapping[str, Work]:
    """Works by id.

    >>> load()["oped-2026-05-30"].side
    'CN policy'
    """
    with FILE.open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row["id"]: _work(row) for row in csv.DictReader(lines)})


def _work(row: Mapping[str, str]) -> Work:
    published, day_known = _published(row["published"])
    return Work(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        author=row["author"],
        publisher=row["publisher"],
        published=published,
        day_known=day_known,
        url=row["url"],
        interest=row["interest"],
        side=row["side"],
        read=row["read"],
        language=row["language"],
    )


def _published(written: str) -> tuple[date | None, bool]:
    """The day of a work, and whether it is known: of a month alone the last day stands for it.

    >>> _published("2026-04"), _published("")
    ((datetime.date(2026, 4, 30), False), (None, True))
    """
    if not written or written.count("-") == 2:
        return units.day(written) if written else None, True
    first = units.day(f"{written}-01")
    return first.replace(day=monthrange(first.year, first.month)[1]), False


def source(item: Item, claim_id: str) -> tuple[Work, str, str]:
    """The work, the place in it and the language."""
    fields = item.fields(SOURCE_FIELDS, ("place",))
    place = line(fields["place"], 200)
    work = _listed(item, fields) if "work" in fields else _own(item, fields, claim_id)
    return work, place, written.language(fields["language"]) if "language" in fields else work.language


def _listed(item: Item, fields: Mapping[str, Item]) -> Work:
    if own := [name for name in _WORK_FIELDS if name in fields]:
        raise fields[own[0]].fault("a work of the list alone", f"Take out {', '.join(own)}, or 'work'.")
    name, known = fields["work"].text(), load()
    if name not in known:
        hint = f"Or describe it here: {', '.join(_WORK_FIELDS)}."
        with told_at(fields["work"]):
            raise UnknownName("work", name[:80], known, hint)
    return known[name]


def _own(item: Item, fields: Mapping[str, Item], claim_id: str) -> Work:
    """A work that a user's file describes itself; it is called as its claim."""
    item.fields(SOURCE_FIELDS, ("title", "author", "interest"))
    told = {name: line(fields[name], 300) if name in fields else "" for name in _WORK_FIELDS}
    return Work(
        id=claim_id,
        kind=told["kind"],
        title=told["title"],
        author=told["author"],
        publisher=told["publisher"],
        published=written.day(fields["published"]) if "published" in fields else None,
        url=written.address(fields["url"]) if "url" in fields else "",
        interest=told["interest"],
        side=told["side"],
        read=told["read"],
    )
