"""How many tokens each tokenizer makes of English, Chinese, code and JSON: measured here, by `tools/token_ratios.py`.

Two CSV files: `token_ratios.csv`, tokens per 1000 characters, and `token_factors.csv`, tokens by one tokenizer as a
multiple of those by another over the same pieces of text. Decisions:

- A vocabulary does not change, so that an observation has no period; a new vocabulary is a new tokenizer.
- Low and high are the 5th and the 95th per cent of the pieces of about 10,000 characters into which a corpus is cut.
  They tell how much texts differ, not how well the mean is known.
- Counts with the vendor's own vocabulary are measured, those with a reconstruction of it are estimates, and so is a
  factor with one such tokenizer. Which models a tokenizer counts for is the catalogue's to say.
- The entity of a factor is `tokenizer/base`; each pair stands once.
"""

from collections.abc import Iterator, Mapping

from leadline.model import Grade, Observation, Rejected, Snapshot, weakest
from leadline.sources import raw

NAME = "leadline_token_ratios"
READER = 1

RATIOS, FACTORS = "token_ratios.csv", "token_factors.csv"
RATIO_COLUMNS = (
    *("tokenizer", "family", "text", "chars", "tokens", "tokens_per_1000_chars", "low", "high", "pieces"),
    *("corpus", "corpus_sha256", "corpus_licence", "package", "package_version", "licence", "trust", "note"),
)
FACTOR_COLUMNS = ("tokenizer", "base", "text", "factor", "low", "high", "pieces")
STATUS: Mapping[str, Grade] = {"vendor file": "measured", "reconstruction": "estimate"}
INTERVAL = "pieces 5-95%"


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the ratios, then the factors."""
    status: dict[str, Grade] = {}
    for line, row in raw.records(snapshot, RATIOS, RATIO_COLUMNS):
        try:
            ratio = _ratio(snapshot, line, row)
        except ValueError as error:
            yield Rejected(where=f"{RATIOS}:{line}", reason=str(error))
        else:
            status[ratio.entity] = ratio.status
            yield ratio
    for line, row in raw.records(snapshot, FACTORS, FACTOR_COLUMNS):
        try:
            yield _factor(snapshot, line, row, status)
        except ValueError as error:
            yield Rejected(where=f"{FACTORS}:{line}", reason=str(error))


def _ratio(snapshot: Snapshot, line: int, row: Mapping[str, str]) -> Observation:
    if row["trust"] not in STATUS:
        raise ValueError(f"trust {row['trust']!r}; expected one of {sorted(STATUS)}")
    value, size = float(row["tokens_per_1000_chars"]), int(row["chars"])
    if abs(value - 1000 * int(row["tokens"]) / size) > 0.001:
        raise ValueError(f"{row['tokens']} tokens in {size} characters are not {value} in 1000")
    return Observation(
        source=NAME,
        indicator=f"tokens_per_1000_chars_{row['text']}",
        entity=row["tokenizer"],
        value=value,
        low=float(row["low"]),
        high=float(row["high"]),
        interval=INTERVAL,
        unit="tokens per 1000 characters",
        status=STATUS[row["trust"]],
        evidence=f"{row['package']} {row['package_version']} over {row['corpus']}",
        published=snapshot.vintage,
        locator=f"{RATIOS}:{line}",
        note=row["note"] or None,
    )


def _factor(snapshot: Snapshot, line: int, row: Mapping[str, str], status: Mapping[str, Grade]) -> Observation:
    if strangers := {row["tokenizer"], row["base"]} - status.keys():
        raise ValueError(f"no ratio of {sorted(strangers)} stands in {RATIOS}")
    return Observation(
        source=NAME,
        indicator=f"token_factor_{row['text']}",
        entity=f"{row['tokenizer']}/{row['base']}",
        value=float(row["factor"]),
        low=float(row["low"]),
        high=float(row["high"]),
        interval=INTERVAL,
        unit="times",
        status=weakest(status[row["tokenizer"]], status[row["base"]]),
        published=snapshot.vintage,
        locator=f"{FACTORS}:{line}",
    )
