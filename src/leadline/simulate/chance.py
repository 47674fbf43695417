"""Random numbers that hang only on seed, draw, month and slot, so that every lever sees the same futures.

Each slot is a purpose, such as the shock of one bloc. For a slot and a chunk of 1,024 draws there is one Philox stream,
keyed by the seed, the slot and the number of the chunk; it is read month by month. So a number is the same whatever
the number of draws, of months and of slots, the size of blocks and the count of threads.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Noise = NDArray[np.float32]
Kind = Callable[[int, int, int, int, int], Noise]
"""`normals` or `uniforms`: seed, slot, months, first draw, and the one after the last."""
SEED = 2028
"""Of every run that names no other."""
CHUNK = 1024
"""Draws of one stream: part of the definition of every number, never to be changed."""
KEPT = 128
"""Chunks of a kind that are kept for the next setting of levers: those of 8,000 draws, 20 MB."""


def stream(seed: int, slot: int, chunk: int) -> np.random.Generator:
    """The generator of a slot for a chunk of draws."""
    return np.random.Generator(np.random.Philox(key=[seed % 2**64, (slot << 40) + chunk]))


def normals(seed: int, slot: int, months: int, first: int, last: int) -> Noise:
    """Standard normal numbers of the draws from `first` to before `last` in each month, shape (months, draws).

    >>> whole = normals(7, 3, 5, 0, 3000)
    >>> bool((normals(7, 3, 4, 1000, 1100) == whole[:4, 1000:1100]).all())
    True
    """
    return _joined(_normal, seed, slot, months, first, last)


def uniforms(seed: int, slot: int, months: int, first: int, last: int) -> Noise:
    """Numbers between 0 and 1, the same way."""
    return _joined(_uniform, seed, slot, months, first, last)


@lru_cache(maxsize=KEPT)
def _normal(seed: int, slot: int, chunk: int, months: int) -> Noise:
    return stream(seed, slot, chunk).standard_normal((months, CHUNK), dtype=np.float32)


@lru_cache(maxsize=KEPT)
def _uniform(seed: int, slot: int, chunk: int, months: int) -> Noise:
    return stream(seed, slot, chunk).random((months, CHUNK), dtype=np.float32)


def _joined(
    read: Callable[[int, int, int, int], Noise], seed: int, slot: int, months: int, first: int, last: int
) -> Noise:
    chunks = range(first // CHUNK, -(-last // CHUNK))
    parts = [read(seed, slot, chunk, months) for chunk in chunks]
    at = first - chunks.start * CHUNK
    return np.concatenate(parts, axis=1)[:, at : at + last - first]
