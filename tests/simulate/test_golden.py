"""A run that was kept is the same on any machine to 1e-9, and so is the chance that it hangs on."""

import json

import numpy as np

from leadline.simulate import chance
from tests.simulate import golden

WORDS = [63731536541599556, 4033717758616562342]
"""The first of a stream, drawn once."""


def test_a_kept_run_replays_to_a_billionth() -> None:
    """Other processors and libraries round exponentials in the last bits otherwise; nothing makes that grow."""
    kept = json.loads(golden.FILE.read_text(encoding="utf-8"))
    found = golden.outcomes(golden.run({name: np.array(one) for name, one in kept["parameters"].items()}))
    assert set(found) == set(kept["outcomes"])
    for name, wanted in kept["outcomes"].items():
        np.testing.assert_allclose(found[name], wanted, rtol=1e-9, atol=1e-9, err_msg=name)


def test_chance_is_the_published_counter_stream() -> None:
    """Philox counts and multiplies whole numbers: the same bits on every machine.

    A uniform number is the upper 24 bits of half a word, the lower half first.
    """
    words = chance.stream(2028, 16, 3).bit_generator.random_raw(2).tolist()
    assert words == WORDS
    first = 3 * chance.CHUNK
    drawn = chance.uniforms(2028, 16, 2, first, first + 1)[0, 0]
    assert drawn == np.float32(((words[0] & 0xFFFFFFFF) >> 8) / 2**24)
