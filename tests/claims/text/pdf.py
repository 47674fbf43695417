"""A small PDF, made for tests: pages of lines in one font."""

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]], *, squeezed: bool = False) -> bytes:
    """A PDF whose pages have these lines."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(_words(lines), squeezed=squeezed))
    return _file(objects)


def bomb(size: int) -> bytes:
    """A PDF whose one page unpacks to this many bytes."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>"
    squeezer = zlib.compressobj(9)
    packed = b"".join(squeezer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + squeezer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    return _file([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream])


def _words(lines: Sequence[str]) -> bytes:
    shown = "".join(f"({line}) Tj T* " for line in lines)
    return f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")


def _stream(content: bytes, *, squeezed: bool) -> bytes:
    content = zlib.compress(content) if squeezed else content
    packing = b" /Filter /FlateDecode" if squeezed else b""
    return b"<< /Length %d%s >>\nstream\n" % (len(content), packing) + content + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(written))
    return written + head + trailer
