"""The capability index as an item-response fit: many benchmarks on one scale.

A model m has an ability C, a benchmark b a difficulty D and a slope a; the expected score is

    p(m, b) = 1 / (1 + exp(-a_b (C_m - D_b)))

and the fit minimises over the rows r of a table of scores y, with weights w,

    sum_r w_r (p(m_r, b_r) - y_r)^2  +  ridge (sum C^2 + sum D^2 + sum a^2) / P,     P = M + 2B - 1

for M models and B benchmarks, with or without rows. Decisions:

- y is clipped to [0.001, 0.999]; the squares are not halved; |C| and |D| stay within 10, a between 0.1 and 10.
- One anchor benchmark sets the scale: its slope is 1, outside the penalty and outside P. The penalty sets the origin
  and keeps a model or a benchmark with a single row finite.
- The index is alpha + beta C, such that two named models get two given numbers.
"""

from leadline.capability.item_response.matrix import Floats, Matrix
from leadline.capability.item_response.resampling import bootstrap, weights_of
from leadline.capability.item_response.scale import scale
from leadline.capability.item_response.solver import CLIP, Fit, fit, objective

__all__ = ["CLIP", "Fit", "Floats", "Matrix", "bootstrap", "fit", "objective", "scale", "weights_of"]
