"""OpenTelemetry: spans of generative AI in OTLP as JSON, one request of an exporter a line or a file.

- **All generations of names are read**: of the conventions before and after 1.37 and 1.40, of the repository that they
  moved to, of OpenInference, OpenLLMetry, pydantic-ai and the Vercel AI SDK. The first that a span has counts.
- **Inclusive**: since 1.40 the conventions say that the input should hold the whole cache. Many emitters do not keep to
  it: a span whose cache exceeds its input is read as exclusive and flagged.
- **Only leaves count**, spans of a request to a model (`chat`, `generate_content`, `text_completion`, `embeddings`, and
  what other schools call these): a span of an agent may carry the sum of those below it.
- The response's model stands before the requested one. There is no standard attribute of cost.
- A whole number of OTLP is text. Of attributes only those named here are looked at; messages are among the others.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from leadline.usage.fields import flags, uncached, whole
from leadline.usage.log import Bad, Log, each
from leadline.usage.privacy import alias, digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "otel"
TITLE = "OpenTelemetry spans (OTLP JSON)"
CONVENTION = "input includes cache reads and cache writes, which are taken off; only spans of requests to a model count"
INPUT = (
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.token_count.prompt",
    "llm.usage.prompt_tokens",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
)
OUTPUT = (
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.token_count.completion",
    "llm.usage.completion_tokens",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
)
READ = (
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.details.cache_read_input_tokens",
    "llm.token_count.prompt_details.cache_read",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "ai.usage.cachedInputTokens",
)
WRITTEN = (
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.details.cache_write_tokens",
    "gen_ai.usage.details.cache_creation_input_tokens",
    "llm.token_count.prompt_details.cache_write",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
)
REASONING = (
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.details.reasoning_tokens",
    "llm.token_count.completion_details.reasoning",
    "ai.usage.outputTokenDetails.reasoningTokens",
    "ai.usage.reasoningTokens",
)
MODEL = ("gen_ai.response.model", "ai.response.model", "gen_ai.request.model", "llm.model_name", "ai.model.id")
HOST = ("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider")
SERVICE = ("openai.response.service_tier", "gen_ai.openai.response.service_tier")
LEAVES = frozenset({"chat", "generate_content", "text_completion", "embeddings"})
KINDS = frozenset({"LLM", "EMBEDDING"})
"""Of OpenInference."""
INNER = ("doGenerate", "doStream", "doEmbed")
"""How the Vercel AI SDK ends the names of its spans of one request."""
FAILED = (2, "STATUS_CODE_ERROR")


class _Value(msgspec.Struct):
    stringValue: str | None = None
    intValue: str | int | None = None
    doubleValue: float | int | str | None = None


class _Attribute(msgspec.Struct):
    key: str | None = None
    value: _Value | None = None


class _Status(msgspec.Struct):
    code: str | int | None = None


class _Span(msgspec.Struct):
    traceId: str | None = None
    spanId: str | None = None
    startTimeUnixNano: str | int | None = None
    attributes: list[_Attribute] | None = None
    status: _Status | None = None


class _Scope(msgspec.Struct):
    spans: list[_Span] | None = None


class _Resource(msgspec.Struct):
    attributes: list[_Attribute] | None = None


class _Resources(msgspec.Struct):
    resource: _Resource | None = None
    scopeSpans: list[_Scope] | None = None


class _Request(msgspec.Struct):
    resourceSpans: list[_Resources] | None = None


_decode = msgspec.json.Decoder(_Request).decode
Attributes = Mapping[str, _Value]


def matches(sample: Sample) -> bool:
    """Whether values are requests of an exporter of spans."""
    return sample.has("resourceSpans")


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a span of a request to a model."""
    return each(log.values(), lambda line, value: _uses(log.name, line, _decode(value)))


def _uses(file: str, line: int, request: _Request) -> Iterator[Use]:
    for resources in request.resourceSpans or ():
        service = _text(_named(resources.resource.attributes if resources.resource else None), ("service.name",))
        for scope in resources.scopeSpans or ():
            for span in scope.spans or ():
                found = _named(span.attributes)
                if is_leaf(found) and any(one in found for one in (*INPUT, *OUTPUT)):
                    yield _use(file, line, service, span, found)


def _named(attributes: list[_Attribute] | None) -> Attributes:
    return {one.key: one.value for one in attributes or () if one.key and one.value}


def is_leaf(found: Attributes) -> bool:
    """Whether a span is one request to a model, by whichever school says what it is; else that it has tokens."""
    operation = _text(found, ("gen_ai.operation.name",))
    kind = _text(found, ("openinference.span.kind",))
    vercel = _text(found, ("ai.operationId",))
    if vercel is not None:
        return vercel.endswith(INNER)
    if kind is not None:
        return kind.upper() in KINDS
    return operation is None or operation in LEAVES


def _use(file: str, line: int, service: str | None, span: _Span, found: Attributes) -> Use:
    read, written = _count(found, READ), _count(found, WRITTEN)
    fresh, exclusive = uncached(_count(found, INPUT), read, written)
    model = _text(found, MODEL)
    return Use(
        start=_nanoseconds(span.startTimeUnixNano),
        model=model,
        host=_text(found, HOST),
        service=_text(found, SERVICE),
        requests=1,
        input=fresh,
        cache_read=read,
        cache_write=written,
        output=_count(found, OUTPUT),
        reasoning=_count(found, REASONING),
        project=alias(service),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, span.traceId, span.spanId) if span.spanId else None,
        flags=flags(
            exclusive,
            "failed" if span.status and span.status.code in FAILED else None,
            None if model else "model_unknown",
        ),
    )


def _text(found: Attributes, names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (value := found.get(name)) and (text := value.stringValue)), None)


def _count(found: Attributes, names: tuple[str, ...]) -> int | None:
    """The counter under the first of some names that is there."""
    for name in names:
        if value := found.get(name):
            return whole(value.intValue if value.intValue is not None else value.doubleValue)
    return None


def _nanoseconds(since: str | int | None) -> datetime | None:
    """An instant counted in nanoseconds since 1970; zero stands for none."""
    counted = None if since is None or not str(since).isdecimal() else int(since)
    if not counted:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=counted // 1000)
    except OverflowError:
        raise ValueError("an instant beyond all calendars") from None
