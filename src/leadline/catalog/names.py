"""The key of a name: what stays the same when different sources write one model's name in their own way."""

import re
from functools import lru_cache

_BOUNDARY = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_SEPARATOR = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Lower case, words and numbers parted by single hyphens.

    >>> key("Claude Opus 4.8") == key("claude-opus-4-8") == "claude-opus-4-8"
    True
    >>> key("Qwen3.7-Max"), key("Command R+")
    ('qwen-3-7-max', 'command-r-plus')
    """
    parted = _BOUNDARY.sub("-", name.lower().replace("+", " plus "))
    return _SEPARATOR.sub("-", parted).strip("-")
