"""From the bytes of a text file to its lines, whatever Russian encoding an office saved it in."""

import codecs
import re

from documents.reading.structure import UnreadableFile
from documents.reading.text.words import is_known

SINGLE_BYTE = ("cp1251", "koi8-r", "cp866")
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
FOREIGN_SIGNATURES = {
    b"%PDF": "документ PDF",
    b"PK\x03\x04": "документ Word, Excel или архив",
    b"\xd0\xcf\x11\xe0": "документ старого Word или Excel",
    b"{\\rtf": "документ RTF",
}
SAMPLE = 20_000
NOT_TEXT = "Файл не похож на текст: откройте его и сохраните как обычный текст."


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8 or UTF-16, else the one-byte encoding in which most words are Russian."""
    for signature, name in FOREIGN_SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(
                f"Это не текстовый файл, а {name}: сохраните его с его собственным расширением."
            )
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
    try:
        # An incremental decoder forgives a file cut in the middle of its last letter.
        return (
            codecs.getincrementaldecoder("utf-8")().decode(data)
            if b"\0" not in data
            else _unmarked_utf16(data)
        )
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
    head = text[:SAMPLE]
    strange = sum(
        1 for char in head if char == "\ufffd" or (ord(char) < 32 and char not in "\t\n\r\f\v\x1a\x1c")
    )
    return strange > len(head) // 100
