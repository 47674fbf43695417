"""The readers of usage logs: one format, one module, one line in the tuple.

A reader tells its format from the beginning of a log (`matches`) and yields rows of the normal form, with a `Bad` for
each thing that cannot be read. Its `CONVENTION` says in one line how the log counts, and is printed with every sum.
"""

from collections.abc import Iterator
from typing import Protocol

from leadline.usage.formats import (
    anthropic,
    bedrock,
    claude_code,
    codex,
    focus,
    helicone,
    langfuse,
    litellm,
    openai,
    openrouter,
    otel,
    vercel,
)
from leadline.usage.log import Bad, Log
from leadline.usage.record import Use
from leadline.usage.sample import Sample


class Format(Protocol):
    """What each module of a format has."""

    @property
    def NAME(self) -> str:
        """One word for `--format`."""
        ...

    @property
    def TITLE(self) -> str:
        """What people call it."""
        ...

    @property
    def CONVENTION(self) -> str:
        """How it counts."""
        ...

    def matches(self, sample: Sample) -> bool:
        """Whether a log that begins so is of this format."""
        ...

    def read(self, log: Log) -> Iterator[Use | Bad]:
        """The uses of a log."""
        ...


FORMATS: tuple[Format, ...] = (
    claude_code,
    codex,
    openrouter,
    openai,
    anthropic,
    litellm,
    langfuse,
    otel,
    helicone,
    vercel,
    bedrock,
    focus,
)
BY_NAME = {format.NAME: format for format in FORMATS}
