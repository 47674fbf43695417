"""Which tokenizer counts for which model: versions, prefixes, hosts' spellings, and what stays unknown."""

import pytest

from leadline.catalog import Catalog
from leadline.catalog.tokenizers import load, tokenizer, version


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        # Anthropic changed its tokenizer with Opus 4.7.
        ("claude-3-5-sonnet-20241022", "claude_3"),
        ("claude-opus-4-20250514", "claude_3"),
        ("claude-opus-4-6", "claude_3"),
        ("claude-haiku-4-5", "claude_3"),
        ("Claude Sonnet 4.6", "claude_3"),
        ("claude-opus-4-7", "claude_4_7"),
        ("anthropic/claude-opus-4.8-fast", "claude_4_7"),
        ("global.anthropic.claude-sonnet-5-v1:0", "claude_4_7"),
        ("claude-mythos-preview", "claude_4_7"),
        ("Claude Fable 5", "claude_4_7"),
        ("claude-2.1", None),
        ("claude-haiku-5", None),
        ("claude-opus-latest", None),
        # OpenAI with GPT-4o, whose name begins like that of GPT-4.
        ("gpt-4-turbo", "cl100k_base"),
        ("gpt-4-1106-preview", "cl100k_base"),
        ("gpt-4o-mini", "o200k_base"),
        ("gpt-4.1-nano", "o200k_base"),
        ("openai.gpt-5.4", "o200k_base"),
        ("o3-pro", "o200k_base"),
        ("gpt-oss-120b", "o200k_base"),
        ("gpt-image-2", None),
        ("gpt-latest", None),
        # Alibaba with Qwen 3.5; the numbers of sizes and dates are no versions.
        ("Qwen/Qwen3-8B", "qwen_2"),
        ("qwen2p5-vl-32b-instruct", "qwen_2"),
        ("qwen3.5-397b-a17b", "qwen_3_5"),
        ("qwen3p6-plus", "qwen_3_5"),
        ("qwen-plus-2025-01-25", None),
        ("qwen-max", None),
        ("qwen3.8-max", None),
        # DeepSeek's distilled models are built on those of others.
        ("deepseek-chat", "deepseek_v3"),
        ("DeepSeek-V3.2-Exp", "deepseek_v3"),
        ("deepseek-v4-pro", "deepseek_v3"),
        ("deepseek.r1-v1:0", "deepseek_v3"),
        ("deepseek-r1-distill-llama-70b", None),
        ("DeepSeek-V2 (MoE-236B, May 2024)", None),
        ("DeepSeek V4.1 Flash", None),
        # Google
        ("gemini-1.5-pro", None),
        ("gemini-2.5-flash", "gemma_3"),
        ("gemini-3.7-flash", "gemma_3"),
        ("gemma-3n-e4b-it", "gemma_3"),
        ("gemma-2-9b-it", None),
        ("gemini-embedding-2", None),
        # Meta: only its own models, not what others built on them.
        ("accounts/fireworks/models/llama-v3p1-405b-instruct", "llama_3"),
        ("Meta-Llama-3.1-70B-Instruct-Turbo", "llama_3"),
        ("llama-4-scout", None),
        ("llama-2-70b-chat", None),
        ("llama-3.1-nemotron-70b-instruct", None),
        # Mistral
        ("open-mistral-nemo", "tekken"),
        ("mistral-medium-3.1", "tekken"),
        ("mistral-large-2411", None),
        ("mixtral-8x7b", None),
        # Vendors that publish none.
        ("kimi-k3", None),
        ("grok-4.5", None),
        ("glm-5.3", None),
        ("minimax-m3", None),
        ("no-such-model", None),
    ],
)
def test_lookup(catalog: Catalog, model: str, expected: str | None) -> None:
    found = tokenizer(catalog, model)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("model", "trust"),
    [
        ("gpt-5.6-sol", "vendor"),
        ("gpt-6-astra", "proxy"),
        ("claude-opus-5", "reconstruction"),
        ("claude-opus-4-5", "reconstruction"),
        ("deepseek-v4-flash", "vendor"),
        ("gemini-3-pro-preview", "vendor"),  # the vendor's library names it for the file of Gemma 3
        ("gemini-3.1-pro-preview", "proxy"),  # and this one for that of Gemma 4
        ("qwen3.6-27b", "vendor"),
        ("qwen3.6-plus", "proxy"),  # sold without weights
        ("mistral-nemo", "vendor"),
        ("mistral-medium-3", "proxy"),
    ],
)
def test_trust(catalog: Catalog, model: str, trust: str) -> None:
    found = tokenizer(catalog, model)
    assert found is not None
    assert found.trust == trust


def test_a_model_has_one_tokenizer_however_it_is_written(catalog: Catalog) -> None:
    """The catalogue's own name and its aliases must not fall to different entries."""
    for known in catalog.models:
        found = {entry.name for name in (known.model, *known.aliases) if (entry := tokenizer(catalog, name))}
        assert len(found) <= 1, f"{known.model}: {found}"


def test_every_entry_says_who_says_so(catalog: Catalog) -> None:
    for entry in load():
        assert entry.source
        assert entry.vendor in catalog.organisations
        assert bool(entry.name) == (entry.trust != "unknown")


def test_no_two_entries_of_one_family_overlap() -> None:
    """Of two entries that fit equally well the first would win by the order of the file alone."""
    spans = [(family, entry.first, entry.below or (100, 0)) for entry in load() for family in entry.families]
    for number, (family, first, below) in enumerate(spans):
        for other, start, end in spans[number + 1 :]:
            assert family != other or end <= first or below <= start, family


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("claude-opus-4-20250514", (4, 0)),
        ("Meta-Llama-3_3-70B-Instruct", (3, 3)),
        ("qwen-plus-2025-01-25", None),
        ("gemma-7b", None),
        ("gemini-2.5-pro-preview-05-06", (2, 5)),
    ],
)
def test_versions(name: str, expected: tuple[int, int] | None) -> None:
    assert version(name) == expected
