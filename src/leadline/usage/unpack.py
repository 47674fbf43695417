"""A file's bytes in blocks, unpacked as they are read: plain, gzip or zstd, told by the first bytes, not by the name.

Memory is bounded by the block. What cannot be trusted is one of two things. A file that ends within its packed stream
gives what it holds, and a `Broken` is raised after it. A bomb, a file that unpacks to more than `MOST_RATIO` times its
size once it has passed `FREE_BYTES`, is stopped there. Text in UTF-16 with its mark of byte order, as some shells write
it, is turned into UTF-8; a mark of UTF-8 is taken off.
"""

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BLOCK = 1 << 20
FREE_BYTES = 256 << 20
MOST_RATIO = 400
"""Logs that repeat themselves shrink to a hundredth; more than this is made to harm."""
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Broken(ValueError):
    """The rest of a file cannot be read; the message is the cause, without any of the content."""


def blocks(path: Path) -> Iterator[bytes]:
    """The content of a file as UTF-8, in blocks; Broken after what could be read, OSError where it cannot be opened."""
    with path.open("rb") as raw:
        packed = _bounded(_unpacked(raw), path.stat().st_size)
        yield from _as_utf8(packed)


def _unpacked(raw: BinaryIO) -> Iterator[bytes]:
    start = raw.read(4)
    raw.seek(0)
    stream: BinaryIO = raw
    if start.startswith(_GZIP):
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    elif start == _ZSTD:
        stream = cast(BinaryIO, zstd.ZstdFile(raw))
    try:
        while block := _read(stream):
            yield block
    except EOFError:
        raise Broken("the file ends within its packed stream") from None
    except (zlib.error, gzip.BadGzipFile, zstd.ZstdError):
        raise Broken("the packed stream is damaged") from None


def _read(stream: BinaryIO) -> bytes:
    """One block: a packed stream gives what it has before it fails, so that nothing before a damage is lost."""
    return stream.read1(BLOCK) if isinstance(stream, io.BufferedIOBase) else stream.read(BLOCK)


def _bounded(found: Iterator[bytes], size: int) -> Iterator[bytes]:
    total = 0
    for block in found:
        total += len(block)
        if total > max(FREE_BYTES, MOST_RATIO * size):
            raise Broken(f"the file unpacks to more than {MOST_RATIO} times its size")
        yield block


def _as_utf8(found: Iterator[bytes]) -> Iterator[bytes]:
    first = next(found, b"")
    encoding = _MARKS.get(first[:2])
    if encoding is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from found
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield decoder.decode(first[2:]).encode()
    for block in found:
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()
