"""Paint the briefing as readers see it, into docs/gallery: a contact sheet, to be looked at (`make gallery`).

The page on a desk, in the dark, on a phone and printed by a browser, and the pages of the PDF, as small pictures, in
English and in Chinese: at most 2 MB together. It needs Chromium. The day is fixed, so that the pictures change only
when the briefing does.
"""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, FloatRect, ViewportSize, sync_playwright

from leadline.briefing.compose import brief
from leadline.briefing.edition import write
from leadline.catalog import Catalog
from leadline.render.chinese import chinese
from leadline.render.language import ENGLISH, Language
from leadline.store.default import BUNDLED
from leadline.store.store import Store

GALLERY = Path(__file__).parents[1] / "docs" / "gallery"
DAY = date(2026, 8, 21)
BODY = 3
"""Pages of the appendix that are shown after those of the body."""
TALL = {"desk": 3600, "dark": 2400, "phone": 2400}
"""Pixels of each picture of the page, from its top."""
PIXELS = 480
"""Width of a picture in the gallery."""
MOST = 2_000_000
"""Bytes of all pictures together."""


def main() -> None:
    """Write the pictures and the sheet that shows them."""
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        edition, languages = Path(folder) / "edition", (ENGLISH, chinese())
        write(brief(Store(BUNDLED, catalog=Catalog()).as_of(DAY)), edition, languages=languages)
        names = [_kept(name, picture) for language in languages for name, picture in _pictures(edition, language)]
    (GALLERY / "README.md").write_text(_sheet(names), encoding="utf-8")
    size = sum(path.stat().st_size for path in GALLERY.iterdir())
    sys.stdout.write(f"{len(names)} pictures, {size:,} bytes in {GALLERY}\n")
    if size > MOST:
        sys.exit(f"Expected at most {MOST:,} bytes. Make PIXELS or TALL smaller.")


def _pictures(edition: Path, language: Language) -> Iterator[tuple[str, Image.Image]]:
    page, end = edition / f"index{language.suffix}.html", language.suffix.replace(".", "-")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for name, height in TALL.items():
            yield f"page-{name}{end}", _screen(browser, page, name, height)
        yield from _pages(f"printed{end}", _printed(browser, page), 2)
        browser.close()
    yield from _pages(f"paper{end}", (edition / f"briefing{language.suffix}.pdf").read_bytes(), BODY)


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or sys.exit("Expected Chromium, found none. On Debian, install the package chromium.")


def _screen(browser: Browser, page: Path, name: str, height: int) -> Image.Image:
    size = ViewportSize(width=360, height=740) if name == "phone" else ViewportSize(width=1000, height=900)
    shown = browser.new_page(viewport=size, color_scheme="dark" if name == "dark" else "light")
    shown.goto(page.as_uri())
    # No more than is kept: a picture of the whole page is taller than a browser can paint.
    part = FloatRect(x=0, y=0, width=size["width"], height=height)
    picture = Image.open(io.BytesIO(shown.screenshot(full_page=True, clip=part)))
    shown.close()
    return picture


def _printed(browser: Browser, page: Path) -> bytes:
    shown = browser.new_page()
    shown.goto(page.as_uri())
    pdf = shown.pdf(prefer_css_page_size=True)
    shown.close()
    return pdf


def _pages(name: str, pdf: bytes, across: int) -> Iterator[tuple[str, Image.Image]]:
    """The upright pages of a PDF, and the first few of those that lie across; of printed pages the first few."""
    document = pypdfium2.PdfDocument(pdf)
    upright = [number for number, page in enumerate(document) if page.get_width() < page.get_height()]
    lying = [number for number in range(len(document)) if number not in upright]
    for number in [*(upright if lying else upright[:across]), *lying[:across]]:
        yield f"{name}-{number + 1:02}", document[number].render(scale=1.2).to_pil()


def _kept(name: str, picture: Image.Image) -> str:
    width = min(PIXELS, picture.width)
    small = picture.convert("RGB").resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)
    small.quantize(96, method=Image.Quantize.MAXCOVERAGE).save(GALLERY / f"{name}.png", optimize=True)
    return name


def _sheet(names: list[str]) -> str:
    """A page of all pictures, by where they are from."""
    rows = [f'<img src="{name}.png" alt="{name.replace("-", " ")}" width="240">' for name in names]
    return (
        f"# What the briefing looks like\n\nThe briefing of {DAY}, painted by `make gallery`: on a desk, in the dark, "
        "on a phone, printed from a browser, and as a PDF, in English and in Chinese.\n\n" + "\n".join(rows) + "\n"
    )


if __name__ == "__main__":
    main()
