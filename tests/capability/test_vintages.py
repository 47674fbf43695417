"""The lead of one day by vintage, why two vintages differ, and what real-time leads were revised by."""

from datetime import date

import numpy as np
import pytest

from leadline.capability.index import index
from leadline.capability.lead import lead
from leadline.capability.realtime import revised, revisions
from leadline.capability.revision import PARTS, change, changes, redated
from leadline.capability.setting import Setting
from leadline.capability.vintages import Vintage, leads_by_vintage, newest, vintages
from leadline.errors import NotEnoughData, UnknownName
from leadline.store.store import Store
from leadline.store.view import View

YEAR_END = date(2025, 12, 31)
MONTH = 30.4375


@pytest.fixture(scope="module")
def today(bundled: Store) -> View:
    return bundled.as_of(date(2026, 10, 1))


def at(view: View, key: str) -> Vintage:
    return next(vintage for vintage in vintages(view) if vintage.key == key)


def test_one_day_by_every_vintage(today: View) -> None:
    """12.35, 8.51 and 12.35 in turn: two published files with a rebuilt capture between them; 8.51 again at the end."""
    found = {one.key: figure.value for one, figure in leads_by_vintage(today, "US", "CN", YEAR_END, draws=20).items()}
    assert found["epoch_eci@2026-05-16"] == pytest.approx(376 / MONTH)
    assert found["epoch_eci_rebuilt@2026-06-10"] == pytest.approx(259 / MONTH)
    assert found["epoch_eci@2026-06-16"] == pytest.approx(376 / MONTH)
    assert found["epoch_eci@2026-10-01"] == pytest.approx(259 / MONTH)
    assert all(key.partition("@")[2] >= str(YEAR_END) for key in found)


def test_a_vintage_tells_what_a_view_of_its_day_tells(today: View, bundled: Store) -> None:
    """A second way: the lead of a view opened on the day of the vintage."""
    found = leads_by_vintage(today, "US", "CN", YEAR_END, draws=20)
    told = found[at(today, "epoch_eci@2026-08-11")]
    assert told == lead(bundled.as_of(date(2026, 8, 11)), "US", "CN", on=YEAR_END, setting=Setting(draws=20))


def test_a_rebuilt_vintage_is_named_where_the_view_would_take_a_published_one(today: View) -> None:
    scored = at(today, "epoch_eci_rebuilt@2026-06-10").index(0)
    assert (scored.source, scored.identity["source"]) == ("epoch_eci_rebuilt", "epoch_eci_rebuilt")
    assert "source" not in at(today, "epoch_eci_rebuilt@2026-01-01").index(0).identity
    assert newest(today).key == "epoch_eci@2026-10-01"


def test_the_jump_of_the_autumn_is_dates_alone(today: View) -> None:
    """The file of 2026-10-01 dates o3 2025-04-16 in place of 2024-12-20: 117 days."""
    before, after = (at(today, f"epoch_eci@{day}") for day in ("2026-08-11", "2026-10-01"))
    found = change(before, after, "US", "CN", YEAR_END)
    assert found.total.value == pytest.approx(-117 / MONTH)
    assert found.parts["dates"].value == pytest.approx(-117 / MONTH)
    assert [found.parts[part].value for part in ("models", "coverage", "scores")] == pytest.approx([0, 0, 0])


@pytest.mark.parametrize("definition", ["step", "interpolated"])
def test_parts_add_up_to_what_the_two_leads_differ_by(today: View, definition: str) -> None:
    found = leads_by_vintage(today, "US", "CN", YEAR_END, definition=definition, draws=20)
    told = changes(list(found), "US", "CN", YEAR_END, definition=definition)
    assert len(told) == len(found) - 2  # two sources, each without a change for its first vintage
    for one in told:
        assert one.before.source == one.after.source
        assert sum(one.parts[part].value for part in PARTS) == pytest.approx(one.total.value)
        assert one.total.value == pytest.approx(found[one.after].value - found[one.before].value)


def test_a_change_changes_its_signs_with_its_direction(today: View) -> None:
    one, other = (at(today, f"epoch_eci@{day}") for day in ("2026-02-13", "2026-10-01"))
    there, back = (
        change(*both, "US", "CN", YEAR_END, definition="interpolated") for both in ((one, other), (other, one))
    )
    for part in PARTS:
        assert there.parts[part].value == pytest.approx(-back.parts[part].value, abs=1e-6)


def test_vintages_of_the_same_content_differ_in_nothing(today: View) -> None:
    """The files of 2026-07-16 and 2026-07-17 hold the same rows."""
    one, other = (at(today, f"epoch_eci@{day}") for day in ("2026-07-16", "2026-07-17"))
    found = change(one, other, "US", "CN", YEAR_END, definition="interpolated")
    assert [figure.value for figure in found.parts.values()] == pytest.approx([0, 0, 0, 0])
    assert redated(one, other)[0] == []


def test_models_dated_anew(today: View) -> None:
    """Forty-five of the 220 models that both files have; o3 by 117 days."""
    moved, shared = redated(*(at(today, f"epoch_eci@{day}") for day in ("2026-08-11", "2026-10-01")))
    assert (len(moved), shared) == (45, 220)
    assert {one.model.name: one.days for one in moved}["o3"] == 117


def test_real_time_against_revised(today: View) -> None:
    found = revised(today, "US", "CN", draws=20)
    assert at(today, "epoch_eci@2026-10-01") not in [one.vintage for one in found]
    for one in found:
        assert one.first.on == one.now.on == one.vintage.day
        assert one.now.as_of > one.first.as_of
        assert one.change.total.value == pytest.approx(one.now.value - one.first.value)
    mean, size = (figure for figure in revisions(today, found) if figure.args["source"] == "epoch_eci")
    moved = [one.now.value - one.first.value for one in found if not one.vintage.rebuilt]
    assert mean.args["vintages"] == 9
    assert mean.value == pytest.approx(np.mean(moved))
    assert size.value == pytest.approx(np.mean(np.abs(moved)))
    assert size.high == pytest.approx(max(map(abs, moved)))


def test_before_a_second_vintage_nothing_was_revised(bundled: Store) -> None:
    with pytest.raises(NotEnoughData, match="Nothing was revised yet"):
        revised(bundled.as_of(date(2025, 11, 13)), "US", "CN", draws=20)


def test_a_day_that_no_vintage_tells_is_an_error(today: View) -> None:
    with pytest.raises(NotEnoughData, match="No vintage tells"):
        leads_by_vintage(today, "US", "CN", date(2026, 10, 2), draws=20)


def test_an_unknown_source_of_the_index_is_an_error(today: View) -> None:
    with pytest.raises(UnknownName, match="epoch_eci"):
        index(today, Setting(source="epoch_ecy", draws=0))
