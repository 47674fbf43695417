"""Claude Code: session logs of one line an event, under `projects/` of its folder.

- **Exclusive**: `input_tokens` holds neither what was read from the cache nor what was written to it.
- **A message is written once per block of its content**, each time with the counters of the whole message, and with an
  `output_tokens` that may be of an unfinished answer. Lines of one message id and request id are one use; the one with
  most output counts, the last of several. A resumed session repeats lines in another file: the same rule joins them.
- **A side conversation repeats lines of its parent under other request ids**: where any line of a message is of a side
  conversation, the message id alone is the identity.
- **Cache writes**: `cache_creation` tells them by lifetime and stands for `cache_creation_input_tokens`, to which it is
  never added. Lines of old versions have the sum alone: their writes are of unknown lifetime.
- **`iterations`** are steps that the counters of the message leave out, compaction and advisors: a row each. One that
  names no model is the message's own, but for an advisor's, which is another model that the log does not name.
- Lines of the model `<synthetic>` were never sent to a model and are passed over.
- `costUSD`, in old versions alone, is what the tool computed: an estimate.

Lines without the word `usage` are not decoded, and of the others only the fields below.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from leadline.usage.fields import flags, money, total, utc
from leadline.usage.log import NO_OBJECT, Bad, Log, cause
from leadline.usage.privacy import digest, folder
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "claude_code"
TITLE = "Claude Code session logs"
CONVENTION = "input excludes cache reads and cache writes; one row a message, its repeated lines joined"
SYNTHETIC = "<synthetic>"


class _Written(msgspec.Struct):
    ephemeral_5m_input_tokens: int | None = None
    ephemeral_1h_input_tokens: int | None = None


class _Tools(msgspec.Struct):
    web_search_requests: int | None = None


class _Details(msgspec.Struct):
    thinking_tokens: int | None = None


class _Counters(msgspec.Struct):
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None
    cache_creation: _Written | None = None
    output_tokens_details: _Details | None = None


class _Step(_Counters):
    type: str | None = None
    model: str | None = None


class _Usage(_Counters):
    service_tier: str | None = None
    speed: str | None = None
    inference_geo: str | None = None
    server_tool_use: _Tools | None = None
    iterations: list[_Step] | None = None


class _Message(msgspec.Struct):
    id: str | None = None
    model: str | None = None
    usage: _Usage | None = None


class _Line(msgspec.Struct):
    message: _Message | str | None = None
    timestamp: datetime | None = None
    requestId: str | None = None
    isSidechain: bool | None = None
    costUSD: Decimal | None = None
    cwd: str | None = None


_decode = msgspec.json.Decoder(_Line).decode


def matches(sample: Sample) -> bool:
    """Whether lines are events of a session: each has its session, and a message or a place in the chain of events."""
    return any(
        "sessionId" in value and not {"message", "parentUuid", "leafUuid", "uuid"}.isdisjoint(value)
        for value in sample.values
    )


def read(log: Log) -> Iterator[Use | Bad]:
    """The uses of a session log, repeated lines among them."""
    for one in log.lines():
        if isinstance(one, Bad):
            yield one
            continue
        number, line = one
        if b'"usage"' not in line:
            if line[:1] != b"{" or line.rstrip()[-1:] != b"}":
                yield Bad(number, NO_OBJECT)
            continue
        try:
            found = _decode(line)
            message = found.message
            if isinstance(message, _Message) and message.usage and message.model != SYNTHETIC:
                yield from _uses(log.name, number, found, message, message.usage)
        except (ValueError, RecursionError) as error:
            yield Bad(number, cause(error))


def _uses(file: str, number: int, line: _Line, message: _Message, usage: _Usage) -> Iterator[Use]:
    key = digest(NAME, message.id, line.requestId) if message.id else None
    use = Use(
        start=utc(line.timestamp) if line.timestamp else None,
        model=message.model,
        vendor="anthropic",
        service="fast" if usage.speed == "fast" else usage.service_tier,
        region=usage.inference_geo or None,
        requests=1,
        **_counters(usage),
        searches=usage.server_tool_use.web_search_requests if usage.server_tool_use else None,
        cost=money(line.costUSD),
        currency=None if line.costUSD is None else "USD",
        basis=None if line.costUSD is None else "estimate",
        project=folder(line.cwd),
        format=NAME,
        file=file,
        line=number,
        key=key,
        family=digest(NAME, message.id) if message.id else None,
        flags=flags("sidechain" if line.isSidechain else None, None if message.model else "model_unknown"),
    )
    yield use
    if usage.iterations:
        yield from _steps(use, message, usage.iterations)


def _steps(use: Use, message: _Message, steps: list[_Step]) -> Iterator[Use]:
    side = "sidechain" if use.flags and "sidechain" in use.flags else None
    for place, step in enumerate(steps):
        if step.type == "message":
            continue
        model = step.model or (None if step.type and step.type.startswith("advisor") else message.model)
        yield Use(
            start=use.start,
            model=model,
            vendor="anthropic",
            service=use.service,
            region=use.region,
            requests=0,
            **_counters(step),
            project=use.project,
            format=NAME,
            file=use.file,
            line=use.line,
            key=digest(use.key, place) if use.key else None,
            family=digest(use.family, place) if use.family else None,
            flags=flags(side, "iteration", None if model else "model_unknown"),
        )


def _counters(usage: _Counters) -> dict[str, Any]:
    """The disjoint counters; a sum of writes that is larger than its parts leaves a rest of unknown lifetime."""
    split, both = usage.cache_creation, usage.cache_creation_input_tokens
    short = split.ephemeral_5m_input_tokens if split else None
    long = split.ephemeral_1h_input_tokens if split else None
    parts = total((short, long))
    return {
        "input": usage.input_tokens,
        "cache_read": usage.cache_read_input_tokens,
        "cache_write_5m": short,
        "cache_write_1h": long,
        "cache_write": both if parts is None or both is None else (both - parts if both > parts else None),
        "output": usage.output_tokens,
        "reasoning": usage.output_tokens_details.thinking_tokens if usage.output_tokens_details else None,
    }
