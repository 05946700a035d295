"""The zip container of .docx, .xlsx and .ods, opened without trusting what it says about itself."""

import re
import zipfile
from pathlib import Path

from lxml import etree

from documents.reading.structure import UnreadableFile

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 2000
# Office XML packs 5 to 30 times; what packs a thousand times is made to burst.
MAX_RATIO = 500
TEXT_MEMBERS = re.compile(r"(\.xml|\.rels|^mimetype)$")
STRICT_NAMESPACE = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument|spreadsheetml)"
)
NAMESPACES = {
    b"wordprocessingml": b"http://schemas.openxmlformats.org/wordprocessingml/2006",
    b"officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006",
    b"spreadsheetml": b"http://schemas.openxmlformats.org/spreadsheetml/2006",
}

DAMAGED = "Файл повреждён: его содержимое не распаковывается. Сохраните документ заново и загрузите ещё раз."
BURSTING = (
    "Файл похож на «архивную бомбу»: в распакованном виде он слишком велик. Портал такие файлы не открывает."
)


class Archive:
    """The text members of an office file, each counted while it was unpacked. Pictures are left out."""

    def __init__(self, path: Path):
        """Raises UnreadableFile for a damaged, encrypted or bursting archive."""
        try:
            with zipfile.ZipFile(path) as archive:
                self._members = _unpack(archive)
        except (
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise UnreadableFile(DAMAGED) from error

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML member, None where there is no such member; entities are not expanded."""
        if name not in self._members:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(STRICT_NAMESPACE.sub(_transitional, self._members[name]), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(DAMAGED) from error


def _transitional(match: re.Match[bytes]) -> bytes:
    return NAMESPACES[match[1]]


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if TEXT_MEMBERS.search(info.filename)]
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_BYTES:
        raise UnreadableFile(BURSTING)
    if any(info.file_size > MAX_RATIO * max(info.compress_size, 1024) for info in infos):
        raise UnreadableFile(BURSTING)
    members: dict[str, bytes] = {}
    left = MAX_BYTES
    for info in infos:
        if info.flag_bits & 1:
            raise UnreadableFile("Файл защищён паролем. Снимите пароль и загрузите его ещё раз.")
        with archive.open(info) as member:
            members[info.filename] = member.read(left + 1)
        left -= len(members[info.filename])
        if left < 0:
            raise UnreadableFile(BURSTING)
    return members
