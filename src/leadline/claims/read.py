"""Claims in files: the format `leadline.claim/1` in YAML, one claim a file; docs/claims.md shows every field.

A claim is read with the list of metrics, so that a query that none can answer is found in the file, at its line, and
not when the claim is checked. Decisions:

- *What cannot be checked asks nothing*: `not_checkable` has neither query nor parameters; a `scenario` may have a
  query, which tells what the data say today.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar, get_args

from leadline import catalog, userfile
from leadline.claims import question, works, written
from leadline.claims.choices import parameters
from leadline.claims.claim import Claim, Kind, Reason, Rule, Status
from leadline.claims.metric import Metric
from leadline.claims.written import entries, line
from leadline.errors import UnknownName, UserError
from leadline.userfile import Item

FORMAT = "leadline.claim/1"
BUNDLED = Path(catalog.__file__).with_name("claims")
"""The folder of the claims that come with the package."""
MOST_FILES = 2_000
MOST_SEEN = 20_000
"""Files and folders in a folder of claims."""
MOST_QUOTE = 1_000

NEEDED = ("schema", "id", "source", "restated", "type", "status")
FIELDS = (
    *NEEDED,
    *("said", "quote", "reason", "query", "parameters", "constraints", "assert", "links", "history", "accepted"),
)
_MARK = re.compile(r"\[([^\[\]]+)\]")
_Word = TypeVar("_Word", bound=str)


def read(path: Path, metrics: Mapping[str, Metric], name: str = "") -> Claim:
    """The claim in a file; UserError with file, line, field and remedy where it is none."""
    return replace(of(userfile.read(path, name), metrics), bundled=BUNDLED in path.parents)


def files(path: Path) -> list[tuple[Path, str]]:
    """The files of claims at a path, a file or a folder with its folders, and what messages call each.

    Hidden folders hold no claims, and a folder that holds too much is none of claims: nobody waits for a whole disk.
    """
    if not path.is_dir():
        return [(path, path.name)]
    found: list[Path] = []
    seen = 0
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen += len(folders) + len(names)
        found += [Path(folder, name) for name in sorted(names) if name.endswith(".yaml")]
        if seen > MOST_SEEN or len(found) > MOST_FILES:
            raise UserError(
                f"{path}: expected a folder of at most {MOST_FILES:,} claims and {MOST_SEEN:,} files in all, found "
                "more. Name a folder in it."
            )
    if not found:
        raise UserError(f"{path}: expected a folder of claims in files *.yaml, found none. Name another.")
    return [(one, one.relative_to(path).as_posix()) for one in sorted(found) if one.is_file()]


def bundled() -> list[tuple[Path, str]]:
    """The files of the claims of the package; each is called as the id of its claim."""
    return files(BUNDLED)


def named(asked: str | None) -> list[tuple[Path, str]]:
    """The files that a word names: a file, a folder, the id of a claim of the package; without a word all of those."""
    if asked is None:
        return bundled()
    if os.path.exists(asked):
        return files(Path(asked))
    by_name = {path.stem: (path, name) for path, name in bundled()}
    if asked not in by_name:
        hint = "Name a claim of the package, or a file or a folder that there is."
        raise UnknownName("claim", asked, by_name, hint)
    return [by_name[asked]]


def read_all(path: Path, metrics: Mapping[str, Metric]) -> tuple[Claim, ...]:
    """The claims of a file or a folder, by id."""
    return by_id(read(one, metrics, name) for one, name in files(path))


def by_id(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims in the order of their ids; UserError where two have the same."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.id in found:
            both = f"{found[claim.id].file} and {claim.file}"
            raise UserError(f"{both}: expected an id of its own for each claim, found {claim.id!r} twice. Rename one.")
        found[claim.id] = claim
    return tuple(found[one] for one in sorted(found))


def of(whole: Item, metrics: Mapping[str, Metric]) -> Claim:
    """The claim that a file's content states."""
    fields = whole.fields(FIELDS, NEEDED)
    if fields["schema"].content != FORMAT:
        raise fields["schema"].fault(repr(FORMAT), "This version of leadline reads no other.")
    status, reason, note = _status(fields)
    restated, vague = _restated(fields["restated"])
    told = parameters(fields.get("parameters"), vague)
    asked = question.query(fields["query"], metrics, told) if "query" in fields else None
    plain = question.plain_setting(asked, told)
    work, place, language = works.source(fields["source"], written.claim_id(fields["id"]))
    claim = Claim(
        id=written.claim_id(fields["id"]),
        work=work,
        place=place,
        said=written.day(fields["said"]) if "said" in fields else work.published,
        language=language,
        restated=restated,
        vague=vague,
        quote=line(fields["quote"], MOST_QUOTE) if "quote" in fields else "",
        kind=_word(fields["type"], get_args(Kind)),
        status=status,
        reason=reason,
        note=note,
        query=asked,
        parameters=told,
        constraints=tuple(question.constraints(fields.get("constraints"), plain)),
        asserts=question.assertion(fields["assert"], plain) if "assert" in fields else None,
        counterclaims=_links(fields.get("links"), "counterclaims"),
        same_as=_links(fields.get("links"), "same_as"),
        history=tuple(_history(fields.get("history"))),
        file=whole.file,
        accepted=_accepted(fields.get("accepted")),
    )
    question.check_parameters(claim, fields.get("parameters"), metrics)
    return claim


def _word(item: Item, words: tuple[_Word, ...]) -> _Word:
    item.one_of(words)
    return next(word for word in words if word == item.content)


def _status(fields: Mapping[str, Item]) -> tuple[Status, Reason | None, str]:
    """How far it can be checked, and why not further; the fields that a status needs are there, others are not."""
    status: Status = _word(fields["status"], get_args(Status))
    needed = {
        "checkable": ("query", "assert"),
        "partly_checkable": ("query", "assert", "reason"),
        "scenario": ("reason",),
        "not_checkable": ("reason",),
    }[status]
    if missing := [name for name in needed if name not in fields]:
        raise fields["status"].fault(f"the field {missing[0]!r} with this status", f"Add '{missing[0]}: ...'.")
    because = f"with the status {status}"
    barred: tuple[str, ...] = ("reason",) if status == "checkable" else ()
    if status == "not_checkable" or "query" not in fields:
        barred = ("query", "parameters", "constraints", "assert")
        because += " and no query" if status != "not_checkable" else ""
    if present := [name for name in barred if name in fields]:
        raise fields[present[0]].fault(f"no field {present[0]!r} {because}", "Take it out, or change the status.")
    if "reason" not in fields:
        return status, None, ""
    told = fields["reason"].fields(("code", "note"), ("code", "note"))
    return status, _word(told["code"], get_args(Reason)), line(told["note"])


def _restated(item: Item) -> tuple[str, tuple[str, ...]]:
    """The sentence without its marks, and the words that were marked."""
    found = line(item)
    plain, vague = _MARK.sub(r"\1", found), tuple(dict.fromkeys(_MARK.findall(found)))
    if "[" in plain or "]" in plain:
        raise item.fault("each [ closed by a ], none within another", "Mark the vague words like [this].")
    return plain, vague


def _links(item: Item | None, which: str) -> tuple[str, ...]:
    fields = item.fields(("counterclaims", "same_as")) if item is not None else {}
    return tuple(dict.fromkeys(map(written.claim_id, entries(fields.get(which)))))


def _accepted(item: Item | None) -> dict[str, str]:
    fields = item.fields(get_args(Rule)) if item is not None else {}
    return {rule: line(why) for rule, why in fields.items()}


def _history(item: Item | None) -> Iterable[tuple[date, str]]:
    for one in entries(item):
        fields = one.fields(("day", "change"), ("day", "change"))
        yield written.day(fields["day"]), line(fields["change"])
