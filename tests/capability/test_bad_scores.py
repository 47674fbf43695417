"""Scores that cannot carry an index are refused in words; those that barely can are flagged."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from leadline.capability.index import index
from leadline.capability.lead import lead
from leadline.capability.setting import SCHEMES, Setting
from leadline.errors import NotEnoughData, StoreError, UserError
from leadline.model import Score
from leadline.store.store import Store
from tests.capability.worlds import made_up, view_of
from tests.conftest import score


def test_sound_scores_need_no_note(store: Store) -> None:
    assert index(view_of(store, made_up()), draws=0).note == ""


def test_a_benchmark_with_one_model_is_flagged(store: Store) -> None:
    scored = index(view_of(store, [*made_up(), score("model 5", "ANLI", 0.4)]), draws=20)
    assert "1 benchmarks have a single model" in scored.note
    assert "1 benchmarks have a single model" in scored.of("GPT-5").note


def test_a_model_with_one_benchmark_is_flagged(store: Store) -> None:
    """Its own figure says so, and nobody else's; its interval is no narrower for it."""
    scored = index(view_of(store, [*made_up(), score("lonely", "MMLU", 0.6)]), draws=20)
    assert "rests on a single score" in scored.of("lonely").note
    assert "single score" not in scored.of("model 5").note


def test_models_that_nothing_joins_to_the_scale_are_flagged(store: Store) -> None:
    apart = [score(f"island {n}", benchmark, 0.3 + n / 10) for n in range(2) for benchmark in ("ANLI", "BBH")]
    scored = index(view_of(store, [*made_up(), *apart]), draws=0)
    assert "no chain of shared benchmarks joins 2 models to the scale (island 0, island 1)" in scored.note


def test_a_scale_in_two_pieces_is_refused(store: Store) -> None:
    """Nothing tells how far apart two models are that no chain of benchmarks joins."""
    moved = [replace(s, yardstick=f"{s.yardstick} II") if s.model == "GPT-5" else s for s in made_up()]
    with pytest.raises(NotEnoughData, match=r"joins Claude 3\.5 Sonnet and GPT-5, which fix the scale"):
        index(view_of(store, moved), draws=0)


def test_equal_scores_are_refused(store: Store) -> None:
    with pytest.raises(NotEnoughData, match=r"scores are 0\.7: they tell no model from another"):
        index(view_of(store, [replace(s, value=0.7) for s in made_up()]), draws=0)


@pytest.mark.parametrize("wrong", [72.5, -0.04])
def test_scores_beyond_zero_to_one_never_enter(store: Store, wrong: float) -> None:
    """A file in per cent would be clipped to all ones without a word: the store refuses it."""
    scores = made_up()
    with pytest.raises(StoreError, match="a share outside 0 to 1"):
        view_of(store, [replace(scores[0], value=wrong), *scores[1:]])


def test_a_scale_turned_round_is_refused(store: Store) -> None:
    """With GPT-5 weaker than Claude 3.5 Sonnet a higher index would mean a weaker model."""
    names = {"GPT-5": "Claude 3.5 Sonnet", "Claude 3.5 Sonnet": "GPT-5"}
    swapped = [replace(s, model=names.get(s.model, s.model)) for s in made_up()]
    with pytest.raises(NotEnoughData, match=r"'GPT-5' is not found abler than 'Claude 3\.5 Sonnet'"):
        index(view_of(store, swapped), draws=0)


def test_a_missing_model_of_the_scale_is_refused(store: Store) -> None:
    with pytest.raises(NotEnoughData, match="GPT-5"):
        index(view_of(store, [s for s in made_up() if s.model != "GPT-5"]), draws=0)


def test_a_day_to_come_is_refused(store: Store) -> None:
    view = view_of(store, made_up())
    with pytest.raises(UserError, match="that is later"):
        index(view, draws=20).of("GPT-5", date(2027, 1, 1))
    with pytest.raises(UserError, match="that is later"):
        lead(view, "US", "CN", on=date(2027, 1, 1))


def test_a_group_without_a_model_is_refused(store: Store) -> None:
    with pytest.raises(NotEnoughData, match="No scored model of JP"):
        lead(view_of(store, made_up()), "JP", "US")


def test_a_setting_that_leaves_nothing_is_refused(store: Store) -> None:
    view = view_of(store, made_up())
    everybody = tuple({s.model for s in made_up()})
    with pytest.raises(NotEnoughData, match="leaves no score"):
        index(view, Setting(without_models=everybody))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"scheme": "jackknife"}, f"a scheme among {', '.join(SCHEMES)}, found 'jackknife'"),
        ({"draws": -1}, "0 or more, found -1"),
        ({"clip": (0.9, 0.1)}, "from a smaller to a larger score"),
        ({"ridge": 0.0}, "ridge above 0"),
        ({"anchor": "ANLI"}, "is 'ANLI', but of the benchmarks that are left, 8"),
        ({"scale": (("GPT-5", 150.0),)}, "exactly two"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(store: Store, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        index(view_of(store, made_up()), Setting(**fields))


def test_a_single_score_makes_no_index(store: Store) -> None:
    lone: list[Score] = [score("GPT-5", "Winogrande", 0.8)]
    with pytest.raises(NotEnoughData, match=r"Claude 3\.5 Sonnet"):
        index(view_of(store, lone), draws=0)
