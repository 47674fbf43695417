"""What the tables of models that Epoch AI publishes have in common: one row a model, with a few headings that changed.

A reader of one of those tables names itself and its file. Read are who made it, where, how one gets at it, when it
was published and with how much training compute; what else a row holds is left in the raw file. Decisions:

- Access: any open weights are `open`, an interface or a hosted product `closed`, `Unreleased` is `unreleased`, and an
  empty cell is unknown.
- The day is that of publication, which may be a paper's: it is kept as `announced`, never as a release.
- A name that stands twice is rejected the second time: which of two rows is meant nobody can tell.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from leadline.model import Model, Rejected, Snapshot
from leadline.sources import raw

HEADINGS = {"Country (from Organization)": "Country (of organization)"}
NEEDED = (
    *("Model", "Organization", "Country (of organization)", "Publication date", "Training compute (FLOP)"),
    *("Model accessibility", "Link"),
)
ACCESS = {"Unreleased": "unreleased", "API access": "closed", "Hosted access (no API)": "closed", "": None}
OPEN = "Open weights"


def read(snapshot: Snapshot, name: str) -> Iterator[Model | Rejected]:
    """Yield the models of one file."""
    seen: set[str] = set()
    for line, row in raw.renamed(snapshot, name, lambda heading: HEADINGS.get(heading, heading), needed=NEEDED):
        try:
            model = _model(snapshot.source, row)
            if model.model in seen:
                raise ValueError(f"{model.model!r} stands twice")
        except ValueError as error:
            yield Rejected(where=f"{name}:{line}", reason=str(error))
        else:
            seen.add(model.model)
            yield model


def _model(source: str, row: Mapping[str, str]) -> Model:
    return Model(
        source=source,
        model=row["Model"],
        organisation=row["Organization"] or None,
        country=row["Country (of organization)"] or None,
        access=_access(row["Model accessibility"]),
        announced=date.fromisoformat(row["Publication date"]) if row["Publication date"] else None,
        training_flop=float(row["Training compute (FLOP)"]) if row["Training compute (FLOP)"] else None,
        url=row["Link"] or None,
    )


def _access(text: str) -> str | None:
    if text.startswith(OPEN):
        return "open"
    if text not in ACCESS:
        raise ValueError(f"accessibility {text!r}; expected one of {sorted(filter(None, ACCESS))} or {OPEN!r}")
    return ACCESS[text]
