"""Amazon Bedrock: the log of invocations, one object of JSON a line, as it lies in S3 or CloudWatch.

- **Exclusive**: `inputTokenCount` holds neither cache reads nor cache writes. The lifetime of a write is told within
  the body alone, which is not read: it is unknown here.
- **`modelId` may be an id, an ARN or the ARN of an inference profile**; it is kept as written, and of an ARN the last
  part, since the rest holds the number of an account. The region is the one that ran the model, where the log tells it.
- Only what goes through the runtime endpoint is logged. There is no cost: bills are in FOCUS exports.
- Bodies hold prompts; they, identities and metadata of requests are not read. A row with an error code failed.
"""

from collections.abc import Iterator

import msgspec

from leadline.usage.fields import flags, instant, whole
from leadline.usage.log import Bad, Log, each_as
from leadline.usage.privacy import digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "bedrock"
TITLE = "Amazon Bedrock invocation logs"
CONVENTION = "input excludes cache reads and cache writes, whose lifetime is not told"


class _Sent(msgspec.Struct):
    inputTokenCount: object = None
    cacheReadInputTokenCount: object = None
    cacheWriteInputTokenCount: object = None


class _Received(msgspec.Struct):
    outputTokenCount: object = None


class _Row(msgspec.Struct):
    """The fields that are read of an invocation; all others are passed over."""

    timestamp: str | None = None
    region: str | None = None
    inferenceRegion: str | None = None
    requestId: str | None = None
    modelId: str | None = None
    errorCode: str | None = None
    input: _Sent | None = None
    output: _Received | None = None


def matches(sample: Sample) -> bool:
    """Whether objects are invocations of a model."""
    return sample.has("schemaType", "modelId", "input") or sample.has("modelId", "requestId", "operation")


def read(log: Log) -> Iterator[Use | Bad]:
    """One use an invocation."""
    return each_as(log, _Row, _uses)


def _uses(file: str, line: int, row: _Row) -> Iterator[Use]:
    sent, received = row.input or _Sent(), row.output or _Received()
    model = row.modelId.rpartition("/")[2] if row.modelId else None
    yield Use(
        start=instant(row.timestamp),
        model=model,
        host="aws",
        region=row.inferenceRegion or row.region,
        requests=1,
        input=whole(sent.inputTokenCount),
        cache_read=whole(sent.cacheReadInputTokenCount),
        cache_write=whole(sent.cacheWriteInputTokenCount),
        output=whole(received.outputTokenCount),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, row.requestId) if row.requestId else None,
        flags=flags("failed" if row.errorCode else None, None if model else "model_unknown"),
    )
