"""The metrics of claims as a whole: each has a value, knows nothing later than its view, and says what it lacks."""

from datetime import date

import numpy as np
import pytest

from leadline.catalog import Catalog
from leadline.claims.metric import Args
from leadline.claims.metrics import METRICS
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.render.sentence import label, say
from leadline.render.text import plain
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.store.view import View

TODAY, SAID, EARLY = date(2026, 11, 24), date(2026, 5, 30), date(2023, 6, 1)
IN_2028 = ("scenario_share", "scenario_lead", "scenario_effect")


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(TODAY)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The view of the day in the same store in another folder: what is kept of the first is not of it."""
    folder = tmp_path_factory.mktemp("copy") / "store"
    folder.symlink_to(BUNDLED, target_is_directory=True)
    return Store(folder, catalog=Catalog()).as_of(TODAY)


@pytest.mark.parametrize("name", METRICS)
def test_the_example_of_every_metric_has_a_value(view: View, name: str) -> None:
    """And words: a reader must be able to be told of any of them; its draws lie around its value."""
    metric = METRICS[name]
    metric.checked(metric.example)
    found = metric.measure(view, metric.example)
    assert np.isfinite(found.figure.value)
    assert label(found.figure)
    assert plain(say(found.figure)).endswith(".")
    assert found.figure.as_of == TODAY
    if found.draws is not None:
        low, high = np.quantile(found.draws, (0.005, 0.995))
        assert low <= found.figure.value <= high


@pytest.mark.parametrize("name", METRICS)
def test_a_measure_made_anew_gives_the_same(view: View, copied: View, name: str) -> None:
    """A reading is identified by its figure: with nothing kept of the first it is the same to the draw."""
    metric = METRICS[name]
    one, other = (metric.measure(each, metric.example) for each in (view, copied))
    assert one.figure is not other.figure
    assert one.figure == other.figure
    assert np.array_equal(one.draws if one.draws is not None else [], other.draws if other.draws is not None else [])


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize("day", [SAID, EARLY])
def test_an_early_day_knows_nothing_later(bundled: Store, name: str, day: date) -> None:
    """What is told on a day rests on what was known on it; where that is too little, there is no value."""
    metric, then = METRICS[name], bundled.as_of(day)
    try:
        figure = metric.measure(then, metric.example).figure
    except NotEnoughData:
        return
    known = {*(one.key for one in then.snapshots), then.catalog.key}
    assert {key for key in figure.evidence if not key.startswith("register@")} <= known
    assert figure.as_of == day
    assert name in IN_2028 or figure.on <= day


def test_a_view_that_lacks_a_source_says_so_in_words(bundled: Store) -> None:
    """With the day from which it could be had, or what it is that nobody told by then."""
    then, reasons = bundled.as_of(EARLY), dict[str, str]()
    for name, metric in METRICS.items():
        try:
            metric.measure(then, metric.example)
        except NotEnoughData as reason:
            reasons[name] = str(reason)
    assert {"cost", "lead_months", "compute_share", "scenario_lead", "usage_share"} <= reasons.keys()
    assert all(reason.endswith((".", "?")) and " " in reason for reason in reasons.values())
    assert "2023-06-01" in reasons["lead_months"]


@pytest.mark.parametrize("name", [name for name, metric in METRICS.items() if "on" in metric.arguments])
def test_a_day_later_than_the_view_has_no_value(view: View, name: str) -> None:
    metric = METRICS[name]
    with pytest.raises(NotEnoughData, match="2027-01-01"):
        metric.measure(view, {**metric.example, "on": "2027-01-01"})


@pytest.mark.parametrize("name", METRICS)
def test_what_an_argument_may_be_is_told(name: str) -> None:
    """In a sentence; needed ones have no default, and every default is one that its own check takes."""
    for argument in METRICS[name].arguments.values():
        assert argument.meaning.endswith(".")
        assert not (argument.needed and argument.default is not None)
        if argument.default is not None:
            argument.check(argument.default)


@pytest.mark.parametrize(
    ("metric", "args", "told"),
    [
        ("cost_ratio", {"model": "antropic", "base": "openai"}, "'anthropic'"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "pair": "flagship/smal"}, "'small'"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "pair": "peer"}, "There are flagship"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "output_share": 1.5}, "from 0 to 1, found 1.5"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "tokens": True}, "found True"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "tokens": 2.5}, "whole number"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "text": "englisch"}, "'english'"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "on": "30 May 2026"}, "YYYY-MM-DD"),
        ("cost_ratio", {"model": "anthropic", "base": "openai", "outputshare": 1}, "outputshare"),
        ("cost_ratio", {"model": "anthropic"}, "needs the argument 'base'"),
        ("cost", {"model": "nobody/gpt-5"}, "organisation"),
        ("price_rank", {"vendor": "anthropic", "among": "leading six"}, "'leading 6'"),
        ("price_rank", {"vendor": "anthropic", "among": "openai+gogle"}, "'google'"),
        ("price_of_level", {"level": "gpt5x"}, "may be a number"),
        ("price_of_level", {"level": -3}, "from 0 to 1000"),
        ("lead_months", {"leader": "Chna", "follower": "US"}, "'China'"),
        ("lead_months", {"leader": "US", "follower": "CN", "definition": "trends"}, "'trend'"),
        ("lead_months", {"leader": "US", "follower": "CN", "yardstick": "indx"}, "'index'"),
        ("lead_months", {"leader": "US", "follower": "CN", "window": 0}, "from 0.01"),
        ("lead_months", {"leader": "US", "follower": "CN", "window": "long"}, "YYYY-MM-DD"),
        ("index_pace", {"group": "US"}, "needs the argument 'since'"),
        ("compute_share", {"group": "DE"}, "There are US, CN, ROW"),
        ("stock_share", {"part": "designer Nvida"}, "'designer Nvidia'"),
        ("chip_ratio", {"designer": "Huawei", "year": "2025"}, "whole number"),
        ("indicator", {"name": "ai_difusion", "region": "US"}, "'ai_diffusion'"),
        ("indicator", {"name": "ai_diffusion", "region": "US", "meaning": "Microsft"}, "'Microsoft'"),
        ("scenario_share", {"beliefs": "papers"}, "'paper'"),
        ("scenario_share", {"levers": "chip=1"}, "'chips'"),
        ("scenario_share", {"levers": "chips=2"}, "from -1 to 1"),
        ("scenario_lead", {"draws": 10}, "from 200"),
        ("cost_ratio", {"model": "", "base": "openai"}, "Expected a text"),
        ("cost_ratio", {"model": 4, "base": "openai"}, "Expected a text"),
    ],
)
def test_a_slip_is_found_without_a_view(metric: str, args: Args, told: str) -> None:
    with pytest.raises(UserError, match=told):
        METRICS[metric].checked(args)


def test_a_parameter_may_tell_a_needed_argument_later() -> None:
    METRICS["cost_ratio"].checked({"model": "anthropic"}, open_=["base"])


def test_names_that_no_table_knows_have_their_nearest() -> None:
    with pytest.raises(UnknownName) as slip:
        METRICS["cost"].checked({"model": "deepsek"})
    assert "deepseek" in slip.value.nearest
