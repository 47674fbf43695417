"""Codex CLI: session logs of one line an event, under `sessions/` and `archived_sessions/` of its folder.

- **Inclusive**: `input_tokens` holds what was read from the cache (and written to it, in builds that tell it); they are
  taken off. Reasoning is a part of the output.
- **Totals run on**: `total_token_usage` is the sum of the session so far, and an event may be told several times. A use
  is the difference between two totals; no difference is no use. The first total of a file may go on from an earlier
  file, so there `last_token_usage` counts where the log has it. Where a total falls, counting starts anew.
- **The model stands in an earlier line** (`turn_context`). A use before any such line has no model: it is not guessed.
- **A file of a sub-agent or of a fork begins with its parent's events**, told anew within the second in which the file
  starts: they are not counted, but totals go on from them.
- A session that was archived, or copied into another file, is counted once: an event's instant and totals are its key.
- Logs of versions before September 2025 hold no counts. The tier of service is not in the log. Many who use it pay by
  subscription: no bill belongs to these rows, and a price for them is what the API would cost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from leadline.usage.fields import flags, uncached, utc
from leadline.usage.log import NO_OBJECT, Bad, Log, cause
from leadline.usage.privacy import digest, folder
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "codex"
TITLE = "Codex CLI session logs"
CONVENTION = "input includes cache reads, which are taken off; uses are differences of running totals"
_TYPES = frozenset({"session_meta", "turn_context", "event_msg", "response_item", "compacted"})
_TELLING = (b'"token_count"', b'"turn_context"', b'"session_meta"')


class _Counts(msgspec.Struct, frozen=True):
    input_tokens: int | None = None
    cached_input_tokens: int | None = None
    cache_write_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_output_tokens: int | None = None


class _Info(msgspec.Struct):
    total_token_usage: _Counts | None = None
    last_token_usage: _Counts | None = None


class _Payload(msgspec.Struct):
    type: str | None = None
    model: str | None = None
    cwd: str | None = None
    model_provider: str | None = None
    source: object = None
    forked_from_id: str | None = None
    info: _Info | None = None


class _Line(msgspec.Struct):
    type: str | None = None
    timestamp: datetime | None = None
    payload: _Payload | None = None


_decode = msgspec.json.Decoder(_Line).decode


@dataclass
class _Session:
    """What earlier lines of a file tell of later ones."""

    model: str | None = None
    project: str | None = None
    host: str | None = None
    before: _Counts | None = None
    """The last total."""
    replayed: datetime | None = None
    """The second in which a parent's events are told anew."""


def matches(sample: Sample) -> bool:
    """Whether lines are events with a payload, of the types that a session has."""
    return any(value.get("type") in _TYPES and isinstance(value.get("payload"), dict) for value in sample.values)


def read(log: Log) -> Iterator[Use | Bad]:
    """The uses of a session log."""
    session = _Session()
    for one in log.lines():
        if isinstance(one, Bad):
            yield one
            continue
        number, line = one
        if not any(word in line for word in _TELLING):
            if line[:1] != b"{" or line.rstrip()[-1:] != b"}":
                yield Bad(number, NO_OBJECT)
            continue
        try:
            use = _use(session, log.name, number, _decode(line))
        except (ValueError, RecursionError) as error:
            yield Bad(number, cause(error))
            continue
        if use is not None:
            yield use


def _use(session: _Session, file: str, number: int, line: _Line) -> Use | None:
    payload = line.payload
    if payload is None:
        return None
    if line.type in ("session_meta", "turn_context"):
        _remember(session, line, payload)
        return None
    info = payload.info
    if line.type != "event_msg" or payload.type != "token_count" or info is None:
        return None
    counted = _counted(session, info)
    if counted is None or _is_replayed(session, line):
        return None
    counts, flag = counted
    fresh, exclusive = uncached(counts.input_tokens, counts.cached_input_tokens, counts.cache_write_tokens)
    return Use(
        start=utc(line.timestamp) if line.timestamp else None,
        model=session.model,
        host=session.host,
        requests=1,
        input=fresh,
        cache_read=counts.cached_input_tokens,
        cache_write=counts.cache_write_tokens,
        output=counts.output_tokens,
        reasoning=counts.reasoning_output_tokens,
        project=session.project,
        format=NAME,
        file=file,
        line=number,
        key=digest(NAME, line.timestamp, session.before, info.last_token_usage) if line.timestamp else None,
        flags=flags(flag, exclusive, None if session.model else "model_unknown"),
    )


def _remember(session: _Session, line: _Line, payload: _Payload) -> None:
    session.model = payload.model or session.model
    session.project = folder(payload.cwd) or session.project
    session.host = payload.model_provider or session.host
    child = isinstance(payload.source, dict) or payload.forked_from_id
    if line.type == "session_meta" and child and line.timestamp and session.replayed is None:
        session.replayed = line.timestamp.replace(microsecond=0)


def _is_replayed(session: _Session, line: _Line) -> bool:
    return bool(session.replayed and line.timestamp and line.timestamp.replace(microsecond=0) == session.replayed)


def _counted(session: _Session, info: _Info) -> tuple[_Counts, str | None] | None:
    """What an event adds, and how that is known; None where it adds nothing."""
    now, last, before = info.total_token_usage, info.last_token_usage, session.before
    if now is None:
        return None if last is None else (last, None)
    session.before = now
    if now == before:
        return None
    if before is None:
        return (last, None) if last else (now, "from_totals")
    added = _difference(now, before)
    if added is None:
        return (last, "totals_restarted") if last else (now, "from_totals totals_restarted")
    return added, None if added == last else "from_totals"


def _difference(now: _Counts, before: _Counts) -> _Counts | None:
    """One total less another, counter by counter; None where a counter fell."""
    found: dict[str, int | None] = {}
    for name in _Counts.__struct_fields__:
        new, old = getattr(now, name), getattr(before, name)
        if new is not None and old is not None and new < old:
            return None
        found[name] = None if new is None else new - (old or 0)
    return _Counts(**found)
