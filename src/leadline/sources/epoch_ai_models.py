"""All AI models that Epoch AI keeps, from its archive of four tables, and what is known of their training.

Of the archive are read `all_ai_models.csv`, of which the tables of notable and large models are parts, and from
`frontier_ai_models.csv` the publisher's mark on models that it takes to be above ten to the twenty-fifth operations,
whether it could estimate their compute or not. Decisions:

- A model is a row of the table `model`, as `epoch_models` reads it; training compute, its cost in US dollars of 2023
  and the power that the training drew are observations on the day of publication.
- The ends that the publisher gives for compute are bounds, not percentiles: the interval is called so. Ends that do not
  lie about the value are left out and said.
- The grade follows the publisher's confidence: nothing here is measured; what it calls speculative is an `assumption`.
- A name that stands twice is rejected the second time, with all that hangs on it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from leadline.errors import SourceChanged
from leadline.model import Model, Observation, Rejected, Snapshot
from leadline.sources import epoch_models, raw, zipped

NAME = "epoch_ai_models"
READER = 1

FILE, ALL, FRONTIER = "ai_models.zip", "all_ai_models.csv", "frontier_ai_models.csv"
BOUNDS = "bounds"
OVER, MAYBE, DAY = "Estimated over 1e25 FLOP", "Maybe over 1e25 FLOP", "Publication date"
MEASURES = {
    "Training compute (FLOP)": ("training_compute", "FLOP", 1e30),
    "Training compute cost (2023 USD)": ("training_cost", "USD of 2023", 1e12),
    "Training power draw (W)": ("training_power", "W", 1e11),
}
"""Of each column its indicator, its unit, and more than any model has."""
ENDS = {"training_compute": ("Training compute lower bound", "Training compute upper bound")}


def read(snapshot: Snapshot) -> Iterator[Model | Observation | Rejected]:
    """Yield each model, then what is known of its training, then the marks of the frontier's table."""
    contents = zipped.texts(snapshot, FILE, ALL, FRONTIER)
    if missing := sorted({ALL, FRONTIER} - set(contents)):
        raise SourceChanged(f"{snapshot.key}: {FILE} holds no {' and no '.join(missing)}. Look at the archive.")
    taken: set[str] = set()
    for model in epoch_models.read(snapshot, ALL, content=contents[ALL]):
        taken |= {model.model} if isinstance(model, Model) else set()
        yield model
    yield from _observations(snapshot, contents[ALL], taken)
    yield from _marks(snapshot, contents[FRONTIER])


def _observations(snapshot: Snapshot, content: str, taken: set[str]) -> Iterator[Observation | Rejected]:
    needed = ("Model", DAY, "Confidence", *MEASURES)
    for line, row in raw.renamed(snapshot, ALL, epoch_models.renamed, needed=needed, content=content):
        if row["Model"] in taken and row[DAY]:
            taken.discard(row["Model"])  # A second row of one name was rejected above.
            for column in (column for column in MEASURES if row[column]):
                try:
                    yield _observation(snapshot, f"{ALL}:{line}", row, column)
                except ValueError as error:
                    yield Rejected(where=f"{ALL}:{line}", reason=str(error))


def _observation(snapshot: Snapshot, where: str, row: Mapping[str, str], column: str) -> Observation:
    indicator, unit, most = MEASURES[column]
    day, value = date.fromisoformat(row[DAY]), raw.number(row[column], 1, most, unit)
    ends = [float(row[end]) if row.get(end) else value for end in ENDS.get(indicator, ())]
    about = bool(ends) and ends[0] <= value <= ends[1] and ends[0] < ends[1]
    return Observation(
        source=NAME,
        indicator=indicator,
        entity=row["Model"],
        period_start=day,
        period_end=day + timedelta(days=1),
        value=value,
        low=ends[0] if about else None,
        high=ends[1] if about else None,
        interval=BOUNDS if about else "none",
        unit=unit,
        status="assumption" if row["Confidence"] == "Speculative" else "estimate",
        evidence=row["Confidence"].lower() or None,
        published=snapshot.vintage,
        locator=where,
        note="the publisher's bounds do not lie about its value" if ends and not about and ends[0] != ends[1] else None,
    )


def _marks(snapshot: Snapshot, content: str) -> Iterator[Observation | Rejected]:
    """One for each model that the publisher takes to be above the line; `assumption` where it says maybe."""
    for line, row in raw.renamed(
        snapshot, FRONTIER, epoch_models.renamed, needed=("Model", DAY, OVER, MAYBE), content=content
    ):
        if "True" in (row[OVER], row[MAYBE]):
            try:
                day = date.fromisoformat(row[DAY])
            except ValueError as error:
                yield Rejected(where=f"{FRONTIER}:{line}", reason=str(error))
                continue
            yield Observation(
                source=NAME,
                indicator="over_1e25_flop",
                entity=row["Model"].strip(),
                period_start=day,
                period_end=day + timedelta(days=1),
                value=1,
                unit="models",
                status="estimate" if row[OVER] == "True" and row[MAYBE] != "True" else "assumption",
                published=snapshot.vintage,
                locator=f"{FRONTIER}:{line}",
            )
