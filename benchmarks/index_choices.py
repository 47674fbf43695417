"""What ridge and anchor do to the lead, day by day: near ties change their order, the rest stays.

The lead of the United States over China on every day since 2023-07-01, as the scores of one day tell it, under each
ridge and each anchor that `leadline lead robustness` tries, against the standard setting. Run it with
`python -m benchmarks.index_choices`.
"""

from datetime import date, timedelta

import numpy as np

from benchmarks import report
from leadline.capability.index import index, scores_of
from leadline.capability.lead import leads_in
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.variations import variations
from leadline.catalog import Catalog
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.store.view import View

FIRST, AS_OF = date(2023, 7, 1), date(2026, 10, 1)
DEFINITIONS = ("step", "interpolated")
VISIBLE = 0.05
"""Months, half of the last digit that is shown."""


def main() -> None:
    """Measure, and write the section."""
    view = Store(BUNDLED, catalog=Catalog()).as_of(AS_OF)
    days = [FIRST + timedelta(days=number) for number in range((AS_OF - FIRST).days + 1)]
    tried = [one for one in variations(scores_of(view), STANDARD) if one.kind in ("ridge", "anchor")]
    plain = {name: _months(view, STANDARD, days, name) for name in DEFINITIONS}
    rows = []
    for one in tried:
        cells: list[object] = [one.kind, one.name]
        for name in DEFINITIONS:
            change = _months(view, one.setting, days, name) - plain[name]
            worst = int(np.abs(change).argmax())
            moved = int((np.abs(change) > VISIBLE).sum())
            cells += [moved, f"{change[worst]:+.2f}" + (f" ({days[worst]})" if moved else "")]
        rows.append(tuple(cells))
    header = ("choice", "variation", "days, step", "largest, step", "days, interpolated", "largest, interpolated")
    report.write(
        "index_choices",
        "Ridge and anchor, day by day",
        f"Of the {len(days)} days from {FIRST} to {AS_OF}, as known on {AS_OF}: on how many the lead of the United "
        f"States over China changes by more than {VISIBLE} months, and the largest change in months with its day.\n\n"
        f"{report.table(header, rows)}\n\n{report.machine('leadline', 'numpy')}",
    )


def _months(view: View, setting: Setting, days: list[date], definition: str) -> np.ndarray:
    ranking = index(view, setting, draws=0)
    return np.array([figure.value for figure in leads_in(ranking, "US", "CN", days, definition=definition)])


if __name__ == "__main__":
    main()
