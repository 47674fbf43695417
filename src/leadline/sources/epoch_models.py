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
MOST_FLOP = 1e30


def renamed(heading: str) -> str:
    """What a heading is called in the newest of the layouts."""
    return HEADINGS.get(heading, heading)


def read(snapshot: Snapshot, name: str, *, content: str | None = None) -> Iterator[Model | Rejected]:
    """Yield the models of one file; its content is given where it lies in an archive."""
    seen: set[str] = set()
    for line, row in raw.renamed(snapshot, name, renamed, needed=NEEDED, content=content):
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
        training_flop=_flop(row["Training compute (FLOP)"]),
        url=row["Link"] or None,
    )


def _flop(text: str) -> float | None:
    """Operations of a training run: from a perceptron's to ten thousand times those of the largest known."""
    return raw.number(text, 1, MOST_FLOP, "FLOP") if text else None


def _access(text: str) -> str | None:
    if text.startswith(OPEN):
        return "open"
    if text not in ACCESS:
        raise ValueError(f"accessibility {text!r}; expected one of {sorted(filter(None, ACCESS))} or {OPEN!r}")
    return ACCESS[text]
