"""Files whose digest a publisher tells beforehand: what comes must be what was promised."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from leadline.errors import SourceChanged


def file(get: Callable[[str], bytes], name: str, base: str, told: Mapping[str, Any]) -> tuple[str, str, bytes]:
    """Name, address and content of a file that a manifest at `base` tells by `url` and `sha256`.

    Raises SourceChanged where the content is another, or lies with another host.

    >>> digest = hashlib.sha256(b"a,b").hexdigest()
    >>> file(lambda url: b"a,b", "a.csv", "https://example.org/all/", {"url": "a.csv", "sha256": digest})
    ('a.csv', 'https://example.org/all/a.csv', b'a,b')
    """
    url = urljoin(base, str(told["url"]))
    if urlsplit(url).netloc != urlsplit(base).netloc:
        raise SourceChanged(f"{base} names a file of another host, {url[:200]}. Look at the manifest.")
    content = get(url)
    found, expected = hashlib.sha256(content).hexdigest(), str(told["sha256"])
    if found != expected:
        raise SourceChanged(
            f"{url}: the publisher promises SHA-256 {expected[:12]}..., and {found[:12]}... came. Try again later."
        )
    return name, url, content
