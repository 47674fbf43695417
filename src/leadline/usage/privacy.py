"""Names of projects and keys without secrets: what looks like a key or an address is replaced by a digest.

Readers keep no prompts, answers and keys. What is left is a name that somebody gave a project or a key, and some
people name a key by the key itself, or by the address of whoever uses it. Rows of one name stay together under its
digest; the name cannot be read from it, though whoever already knows it can recognise it.
"""

import re
from functools import lru_cache
from hashlib import blake2b

_SECRET = re.compile(
    r"""(?xi) \b(sk|pk|rk|key|ghp|gho|xox[abpr]|hf|gsk|xai|AKIA|ASIA|AIza|Bearer) [-_ ]? [A-Za-z0-9_\-]{12,}
    | [^@\s]+ @ [^@\s]+ \. [a-z]{2,}                        # an address
    | \b (?:\d{1,3}\.){3} \d{1,3} \b                        # a number of a host
    | eyJ[A-Za-z0-9_\-]{10,}                                # a token that carries claims
    | (?=[A-Za-z0-9+/_\-]*\d) (?=[A-Za-z0-9+/_\-]*[A-Za-z]) [A-Za-z0-9+/_\-]{32,}   # a long random word
    """
)
_ID = re.compile(r"(?:proj|key|apikey|wrkspc|user|org)_[A-Za-z0-9]{6,40}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Ids of projects and keys at OpenAI and Anthropic, and plain UUIDs, which open nothing."""


def alias(name: object) -> str | None:
    """A name that may be kept; a digest where it looks like a secret or an address; None where it is empty.

    >>> alias("billing bot"), alias("apikey_01Rj2N8SVvo6BePZj99NhmiT"), alias("")
    ('billing bot', 'apikey_01Rj2N8SVvo6BePZj99NhmiT', None)
    >>> alias("sk-proj-0123456789abcdef"), alias("jo@example.org")
    ('hidden-533b54ac71da', 'hidden-245800867c82')
    """
    if name is None or name == "":
        return None
    if not isinstance(name, str):
        raise ValueError("a name that is no text")
    return _alias(name)


@lru_cache(maxsize=10_000)
def _alias(name: str) -> str:
    kept = name.strip()[:200]
    if _ID.fullmatch(kept) or not _SECRET.search(kept):
        return kept
    return f"hidden-{digest(kept)[:12]}"


@lru_cache(maxsize=10_000)
def folder(path: str | None) -> str | None:
    r"""The name of the folder that a session ran in; not its path, which tells more.

    >>> folder("/home/jo/code/parser"), folder("C:\\code\\parser\\")
    ('parser', 'parser')
    """
    return alias(re.split(r"[/\\]", path.rstrip("/\\"))[-1]) if path else None


def digest(*parts: object) -> str:
    """A digest of some parts in order, as 32 hexadecimal digits."""
    return blake2b("\0".join(map(str, parts)).encode(errors="replace"), digest_size=16).hexdigest()
