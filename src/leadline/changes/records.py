"""Records of the frontier by models that an earlier view had not scored."""

from collections.abc import Sequence

from leadline.capability.index import index
from leadline.capability.records import Record, records_in
from leadline.errors import NotEnoughData
from leadline.store.view import View


def new_records(earlier: View, later: View, groups: Sequence[str]) -> list[Record]:
    """Records of the groups by models that the earlier view had not scored, oldest first.

    Raises NotEnoughData where either view has no scores, or where they come from two sources, which cover other models.
    """
    then, now = (index(view, draws=0) for view in (earlier, later))  # a record is set by the central values
    if then.source != now.source:
        raise NotEnoughData(f"the scores then were {then.source}, now {now.source}: the two cover different models.")
    scored = {_name(earlier, model.name) for model in then.models}
    found = [record for name in groups for record in records_in(now, name) if _name(later, record.model) not in scored]
    return sorted(found, key=lambda record: (record.day, record.group))


def _name(view: View, model: str) -> str:
    known = view.catalog.model(model)
    return known.model if known else model
