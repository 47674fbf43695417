"""The readers of sources: one publisher, one module, `read(snapshot)`, one line in the tuple.

A reader yields rows as the source writes them, names included, and a `Rejected` for each row that does not parse. It
raises SourceChanged where the file is not as it expects. `READER` rises when a correction changes what it makes of a
file that was read before.
"""

from collections.abc import Iterator
from typing import Protocol

from leadline.model import Rejected, Row, Snapshot
from leadline.sources import (
    epoch_ai_companies,
    epoch_ai_models,
    epoch_benchmark_zip,
    epoch_chip_counts,
    epoch_data_centers,
    epoch_eci,
    epoch_eci_rebuilt,
    epoch_gpu_clusters,
    epoch_large_scale_models,
    epoch_ml_hardware,
    epoch_notable_models,
    federal_register,
    federal_register_index,
    genai_prices,
    hyperscaler_capex,
    leadline_estimates,
    leadline_export_rules,
    leadline_policy_events,
    leadline_price_terms,
    leadline_token_ratios,
    litellm_prices,
    litellm_prices_changes,
    lmarena_history,
    lmarena_leaderboard,
    microsoft_ai_diffusion,
    model_prices,
    models_dev,
    models_dev_changes,
    news_feeds,
    openrouter_rankings,
    owid_electricity,
    sec_companyfacts,
)


class Reader(Protocol):
    """What each module of a source has."""

    NAME: str
    READER: int

    def read(self, snapshot: Snapshot) -> Iterator[Row | Rejected]:
        """The rows of a snapshot."""
        ...


SOURCES: tuple[Reader, ...] = (
    leadline_token_ratios,
    leadline_price_terms,
    genai_prices,
    model_prices,
    models_dev,
    models_dev_changes,
    litellm_prices,
    litellm_prices_changes,
    epoch_eci,
    epoch_eci_rebuilt,
    leadline_policy_events,
    leadline_export_rules,
    federal_register,
    federal_register_index,
    epoch_chip_counts,
    epoch_ai_companies,
    epoch_ai_models,
    epoch_data_centers,
    epoch_notable_models,
    epoch_large_scale_models,
    epoch_ml_hardware,
    epoch_gpu_clusters,
    hyperscaler_capex,
    leadline_estimates,
    microsoft_ai_diffusion,
    openrouter_rankings,
    owid_electricity,
    sec_companyfacts,
    epoch_benchmark_zip,
    lmarena_history,
    lmarena_leaderboard,
    news_feeds,
)
