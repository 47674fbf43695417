"""A past that needs no store: two blocs, stocks and frontiers made by rule."""

import numpy as np
import pytest

from leadline.catalog import contenders
from leadline.simulate.start import Start
from tests.simulate.worlds import made


@pytest.fixture(scope="session")
def start() -> Start:
    return made(contenders.load())


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(6)
