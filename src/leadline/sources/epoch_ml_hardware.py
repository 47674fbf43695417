"""Chips for machine learning and what each can do, as Epoch AI takes it from data sheets.

One CSV file, one row a chip. Read are the quantities in QUANTITIES; an empty cell is unknown. The entity is the name
of the chip, and no value belongs to a period: a chip does not change.
"""

from collections.abc import Iterator

from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import raw

NAME = "epoch_ml_hardware"
READER = 1

FILE = "ml_hardware.csv"
QUANTITIES = {
    "Total processing performance (bit-OP/s)": ("chip_total_processing_performance", "bit-OP/s"),
    "Tensor-FP16/BF16 performance (FLOP/s)": ("chip_flop16_per_s", "FLOP/s"),
    "FP8 performance (FLOP/s)": ("chip_flop8_per_s", "FLOP/s"),
    "FP4 performance (FLOP/s)": ("chip_flop4_per_s", "FLOP/s"),
    "INT8 performance (OP/s)": ("chip_op8_per_s", "OP/s"),
    "Memory (bytes)": ("chip_memory_bytes", "bytes"),
    "Memory bandwidth (byte/s)": ("chip_memory_bw_bytes_s", "bytes/s"),
    "Intranode bandwidth (byte/s)": ("chip_interconnect_bytes_s", "bytes/s"),
    "TDP (W)": ("chip_tdp_w", "W"),
    "Release price (USD)": ("chip_cost_usd", "USD"),
    "Process size (nm)": ("chip_process_nm", "nm"),
    "Die Size (mm^2)": ("chip_die_mm2", "mm2"),
}
"""Heading, indicator, unit."""


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the quantities of each chip that the file gives."""
    for line, row in raw.renamed(snapshot, FILE, str, needed=("Hardware name", *QUANTITIES)):
        for heading, (indicator, unit) in QUANTITIES.items():
            try:
                if row[heading]:
                    yield Observation(
                        source=NAME,
                        indicator=indicator,
                        entity=row["Hardware name"],
                        value=float(row[heading]),
                        unit=unit,
                        status="measured",
                        published=snapshot.vintage,
                        url=row["Link to datasheet"] or None,
                        locator=f"{FILE}:{line}",
                    )
            except ValueError as error:
                yield Rejected(where=f"{FILE}:{line}", reason=f"{heading}: {error}")
