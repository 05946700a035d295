"""From the bytes of a text file to its lines, whatever Russian encoding an office saved it in."""

import codecs
import re

from documents.reading.structure import UnreadableFile
from documents.reading.words import is_known

SINGLE_BYTE = ("cp1251", "koi8-r", "cp866")
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
STRANGE = re.compile("[\x00-\x08\x0e-\x19\x1b\x1d-\x1f\u2e80-\udfff\ufffd]")
SAMPLE = 20_000
NOT_TEXT = "Файл не похож на текст: откройте его и сохраните как обычный текст."


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8 or UTF-16, else the one-byte encoding in which most words are Russian."""
    text = _unicode(data)
    if text is None:
        text = _single_byte(data)
    if _is_binary(text):
        raise UnreadableFile(NOT_TEXT)
    return text


def _unicode(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        return _unmarked_utf16(data)
    try:
        # An incremental decoder forgives a file cut in the middle of its last letter.
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of spaces and digits is zero."""
    head = data[:SAMPLE]
    encoding = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
    return data.decode(encoding, errors="replace")


def _single_byte(data: bytes) -> str:
    candidates = {encoding: data[:SAMPLE].decode(encoding, errors="replace") for encoding in SINGLE_BYTE}
    best = max(candidates, key=lambda encoding: _share_of_russian(candidates[encoding]))
    if _share_of_russian(candidates[best]) < 0.4:
        raise UnreadableFile("Не удалось узнать кодировку текста: сохраните файл в кодировке UTF-8.")
    return data.decode(best, errors="replace")


def _share_of_russian(text: str) -> float:
    words = re.findall(r"[^\W\d_]{3,}", text)[:400]
    return sum(map(is_known, words)) / len(words) if words else 0.0


def _is_binary(text: str) -> bool:
    """Whether more than one character in a hundred is a control character, unreadable, or of East Asia."""
    head = text[:SAMPLE]
    return len(STRANGE.findall(head)) > len(head) // 100
