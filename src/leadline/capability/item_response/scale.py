"""The scale of the index: two models that get two given numbers."""

from collections.abc import Mapping

import numpy as np

from leadline.capability.item_response.matrix import Floats
from leadline.errors import NotEnoughData, UserError


def scale(ability: Floats, models: tuple[str, ...], anchors: Mapping[str, float]) -> Floats:
    """The index alpha + beta C of abilities C, shape (..., M), in which the two anchor models get the numbers given.

    Raises:
        NotEnoughData: an anchor is not among the models, or the one with the larger number is not the abler.
        UserError: the anchors are not two.

    >>> scale(np.array([0.5, 1.0, 2.0]), ("a", "b", "c"), {"a": 130, "b": 150}).tolist()
    [130.0, 150.0, 190.0]
    """
    if len(anchors) != 2:
        raise UserError(f"Expected two anchor models, found {sorted(anchors)}. Name exactly two.")
    if missing := sorted(set(anchors) - set(models)):
        raise NotEnoughData(
            f"The anchor models {missing} are not among the {len(models)} models. Choose others with --anchors."
        )
    if not upright(ability, models, anchors):
        worse, better = sorted(anchors, key=lambda name: anchors[name])
        raise NotEnoughData(f"{better!r} is not found abler than {worse!r}: they can set no scale. Choose others.")
    low, high = (ability[..., [models.index(name)]] for name in anchors)
    share = (ability - low) / (high - low)  # exactly 0 and 1 at the anchors, so that rounding does not move them
    low_index, high_index = anchors.values()
    return np.asarray(low_index * (1 - share) + high_index * share)


def upright(ability: Floats, models: tuple[str, ...], anchors: Mapping[str, float]) -> bool:
    """Whether the anchor with the larger number is abler in all, by more than rounding; else higher means worse."""
    worse, better = (ability[..., models.index(name)] for name in sorted(anchors, key=lambda name: anchors[name]))
    return bool(np.all(better - worse > 1e-9))
