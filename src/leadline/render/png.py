"""A PNG packed tighter than the program that drew it does: the same picture in a fraction of the bytes."""

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = 8
"""Bytes before the first chunk."""


def packed(png: bytes) -> bytes:
    """The picture with its data compressed anew; all else as it was."""
    chunks = list(_chunks(png))
    rows = zlib.decompress(b"".join(content for name, content in chunks if name == b"IDAT"))
    others = [chunk for chunk in chunks if chunk[0] not in (b"IDAT", b"IEND")]
    anew = [*others, (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    return png[:SIGNATURE] + b"".join(_chunk(name, content) for name, content in anew)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = SIGNATURE
    while place < len(png):
        length, name = struct.unpack_from(">I4s", png, place)
        yield name, png[place + 8 : place + 8 + length]
        place += 12 + length


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
