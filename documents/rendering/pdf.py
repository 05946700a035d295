"""A paper as PDF for printing and keeping: PDF/A-3a, tagged, with its font embedded."""

import gc
import logging
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from django.conf import settings
from pydyf import PDF, Dictionary, Object, Stream
from weasyprint import CSS, HTML
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from documents.paper import Paper
from documents.rendering.html import paper_document
from documents.rendering.profile import Sheet, sheet_of
from documents.rendering.remembered import remember_lines

remember_lines()

STYLE_SHEET = Path(settings.BASE_DIR, "static", "documents", "paper.css")
FONT_FOLDERS = [Path("/usr/share/fonts/truetype/liberation2"), Path("/usr/share/fonts/truetype/liberation")]
FONT_FACES = {"LiberationSerif-Regular.ttf": "normal", "LiberationSerif-Bold.ttf": "bold"}

# Says that the file is accessible (PDF/UA-1) and declares the schema it says so in, as PDF/A asks.
ACCESSIBLE_XMP = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

_one_render_at_a_time = Lock()  # Pango's font map is not made for threads


class FontMissing(RuntimeError):  # noqa: N818 -- it is shown to the administrator as a sentence
    """The font of official papers is not installed; the message is a Russian sentence."""


def paper_pdf(paper: Paper, on_page: Callable[[int], None] | None = None) -> bytes:
    """The paper as PDF; the same paper gives the same bytes. Raises `FontMissing`.

    `on_page` is told the number of each page when it is begun.
    """
    with _one_render_at_a_time, _collector_at_rest(), _told_of_pages(on_page):
        return _Markup(paper_document(paper)).write_pdf(
            stylesheets=_style_sheets(sheet_of(paper)),
            font_config=_fonts(),
            pdf_variant="pdf/a-3a",
            finisher=_finish,
        )


def print_css(sheet: Sheet) -> str:
    """All the styles a paper on this sheet is printed with: faces of the font, appearance, measures."""
    return _font_faces() + STYLE_SHEET.read_text() + _measures(sheet)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A render makes hundreds of thousands of objects that live to its end: looking through them is wasted time."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


class _Pages(logging.Handler):
    """Hears from the log of WeasyPrint, the only place where it says so, which page it begins."""

    def __init__(self, on_page: Callable[[int], None]):
        super().__init__()
        self.on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and "Page %d" in record.msg:
            self.on_page(int(str(record.args[0])))


@contextmanager
def _told_of_pages(on_page: Callable[[int], None] | None) -> Iterator[None]:
    if on_page is None:
        yield
        return
    handler = _Pages(on_page)
    PROGRESS_LOGGER.addHandler(handler)
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    try:
        yield
    finally:
        PROGRESS_LOGGER.removeHandler(handler)
        PROGRESS_LOGGER.setLevel(logging.NOTSET)
        PROGRESS_LOGGER.propagate = True


class _FontFiles(URLFetcher):
    """Serves the faces of the font and nothing else, whatever the paper's text may ask for."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if url not in [path.as_uri() for path in _font_paths()]:
            raise ValueError("a paper fetches nothing")
        return super().fetch(url, headers)


_FONT_FILES = _FontFiles()


class _Markup(HTML):
    """Our own markup: it is well-formed, so the parser of XML, far quicker than that of HTML, can read it."""

    def __init__(self, markup: str):
        self.base_url, self.url_fetcher, self.media_type = None, _FONT_FILES, "print"
        root = ElementTree.fromstring(markup)  # noqa: S314 -- no text in it has escaped escaping
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


@cache
def _font_paths() -> list[Path]:
    for folder in FONT_FOLDERS:
        paths = [folder / name for name in FONT_FACES]
        if all(path.exists() for path in paths):
            return paths
    raise FontMissing("Не установлен шрифт Liberation Serif: поставьте пакет fonts-liberation2.")


def _font_faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "Liberation Serif"; src: url("{path.as_uri()}"); '
        f"font-weight: {FONT_FACES[path.name]} }}\n"
        for path in _font_paths()
    )


def _measures(sheet: Sheet) -> str:
    profile = sheet.profile
    return f"""
@page {{
  size: {sheet.width}mm {sheet.height}mm;
  margin: {profile.top}mm {profile.right}mm {profile.bottom}mm {profile.left}mm;
  font-size: {profile.table_pt}pt;
}}
body {{ margin: 0 }}
.paper {{ font-size: {profile.text_pt}pt; line-height: {profile.line_spacing} }}
.paper .paper-text {{ text-indent: {profile.indent}mm }}
.paper table {{ font-size: {profile.table_pt}pt }}
"""


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _style_sheets(sheet: Sheet) -> list[CSS]:
    return [CSS(string=print_css(sheet), font_config=_fonts(), url_fetcher=_FONT_FILES)]


class _Settled(Object):
    """An object of the file with its bytes made once: the writer would make them again for the file's identifier."""

    data = b""
    compressible = False

    def __init__(self, item: Object):
        self.number, self.generation, self.free = item.number, item.generation, item.free
        self.data = _deflated(item) if isinstance(item, Stream) and item.compress else item.data
        self.compressible = item.compressible


def _deflated(stream: Stream) -> bytes:
    """The stream packed at zlib's usual level: its highest takes far longer for two per cent of the size."""
    stream.compress = False
    content = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    packed = zlib.compress(content)
    head = Dictionary({**stream.extra, "Filter": "/FlateDecode", "Length": len(packed)})
    return b"\n".join((head.data, b"stream", packed, b"endstream"))


def _finish(document: Any, pdf: PDF) -> None:
    """Adds the mark of PDF/UA to that of PDF/A, uncompressed as both want it, and settles the bytes."""
    metadata = next(item for item in pdf.objects if getattr(item, "extra", {}).get("Type") == "/Metadata")
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", ACCESSIBLE_XMP + b"</rdf:RDF>")]
    metadata.compress = False
    pdf.objects[1:] = map(_Settled, pdf.objects[1:])
