"""The metrics that a claim can ask, one module a subject; `docs/claim_metrics.md` shows each with its arguments."""

from collections.abc import Mapping

from leadline.claims.metric import Metric
from leadline.claims.metrics import compute, index, leads, levels, prices, scenarios, stack

SUBJECTS = (prices, levels, leads, index, compute, stack, scenarios)
METRICS: Mapping[str, Metric] = {metric.name: metric for subject in SUBJECTS for metric in subject.METRICS}
"""By name, in the order of the page."""
