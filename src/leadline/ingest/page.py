"""A page or a document that a user names by its address: fetched as any file of a publisher is, and kept nowhere."""

from leadline.errors import SourceError
from leadline.sources.download import Manner, session


def is_address(text: str) -> bool:
    """Whether a text is an address on the web, and no file's.

    >>> is_address("https://example.org/a.pdf"), is_address("a.pdf")
    (True, False)
    """
    return text.lower().startswith(("https://", "http://"))


def fetched(url: str, most_bytes: int, manner: Manner | None = None) -> tuple[bytes, str]:
    """The bytes at an address, and whence they came in the end; SourceError where they cannot be had, or are more."""
    with session(manner or Manner()) as asked:
        answer = asked.get(url, most_bytes=most_bytes)
    if answer.content is None:
        raise SourceError(f"{url} came without content. Look whether the address opens.")
    return answer.content, answer.url
