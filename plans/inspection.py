"""«Папка проверки»: orders, lists of those present and materials of chosen events as one ZIP with a numbered list."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst

from documents.file_types import EXTENSIONS
from documents.paper import Column, Heading, Paper, Row, Table, Text
from documents.prose import count, file_name
from documents.rendering.docx import paper_docx
from organizations.models import LegalAct
from records.models import Attachment

from .models import Event

MOST_EVENTS = 300
MOST_BYTES = 500 * 1024**2
LONGEST_NAME = 60
LIST = "Опись.docx"
COLUMNS = (
    Column("number", "№", share=1, align="center"),
    Column("date", "Дата", share=2),
    Column("event", "Мероприятие", share=6),
    Column("act", "Приказ", share=4),
    Column("enclosed", "Что приложено", share=3),
    Column("file", "Файл в папке", share=5),
)
PRESENT_COLUMNS = (Column("number", "№", share=1, align="center"), Column("name", "Организация", share=12))


@dataclass
class Entry:
    """An event with its number in the list, and where in the folder its papers lie."""

    number: int
    event: Event
    orders: list[str]
    materials: list[str] = field(default_factory=list)

    @property
    def present(self) -> str:
        """Where the list of the organisations lies; empty where nobody said which were present."""
        name = f"{self.number:03} {self.event.kind} {self.event.dates}"
        return f"Участники/{_short(name)}.docx" if self.event.organizations.all() else ""

    def enclosed(self) -> list[str]:
        told = {
            "приказ": self.orders,
            "список организаций": self.present,
            f"подтверждения: {len(self.materials)}": self.materials,
            f"ссылка: {self.event.link}": self.event.link,
        }
        return [words for words, is_there in told.items() if is_there]

    def row(self) -> Row:
        acts = [str(act) for act in self.event.acts.all()] or ["нет"]
        files = [path for path in (*self.orders, self.present, *self.materials) if path]
        name = capfirst(f"{self.event.kind}: {self.event.theme}")
        cells = (
            str(self.number),
            self.event.dates,
            name,
            _lines(acts),
            _lines(self.enclosed()),
            _lines(files),
        )
        return Row(cells)

    def __str__(self) -> str:
        return f"№ {self.number}, {self.event}"


class Folder:
    """The folder as it will be packed; `head` says in (label, words) which events were chosen.

    The events come in the order of the list, with acts and their scans, evidence and organisations at hand.
    """

    def __init__(self, events: Sequence[Event], head: Sequence[tuple[str, str]] = ()):
        self.head = head
        self.files: dict[str, Attachment] = {}
        self.acts = _in_order(act for event in events for act in event.acts.all())
        orders = {act.pk: self._lay_scans(place, act) for place, act in enumerate(self.acts, start=1)}
        self.entries = [
            Entry(number, event, [path for act in event.acts.all() for path in orders[act.pk]])
            for number, event in enumerate(events, start=1)
        ]
        self._lay_materials()

    def _lay_scans(self, place, act) -> list[str]:
        """Where the scans of an act lie; several are told apart by a second number."""
        scans = list(act.scans.all())
        numbers = [
            f"{place:03}-{part}" if len(scans) > 1 else f"{place:03}" for part, _ in enumerate(scans, start=1)
        ]
        name = str(act).replace("/", "-")
        return [
            self._lay("Приказы", f"{number} {name}", scan)
            for number, scan in zip(numbers, scans, strict=True)
        ]

    def _lay_materials(self):
        """A file that proves several events lies once, by the number of the first of them."""
        laid: dict[int, str] = {}
        for entry in self.entries:
            evidence = sorted(entry.event.evidence.all(), key=lambda file: file.pk)
            for part, file in enumerate(evidence, start=1):
                if file.pk not in laid:
                    name = f"{entry.number:03}-{part} {Path(file.name).stem}"
                    laid[file.pk] = self._lay("Материалы", name, file)
                entry.materials.append(laid[file.pk])

    def _lay(self, shelf, name, file) -> str:
        path = f"{shelf}/{_short(name)}{EXTENSIONS.get(file.content_type, '')}"
        self.files[path] = file
        return path

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())

    @property
    def lists(self) -> int:
        """How many events have a list of the organisations present."""
        return sum(bool(entry.present) for entry in self.entries)

    def refusal(self) -> str:
        """Why the folder is not packed, as a sentence; empty when it is."""
        if not self.entries:
            return "Под эти условия не подходит ни одно мероприятие."
        advice = "Выберите период покороче, один пункт плана или одну организацию."
        if len(self.entries) > MOST_EVENTS:
            found = count(len(self.entries), "мероприятие")
            return f"Выбрано {found}, а в одну папку помещается не больше {MOST_EVENTS}. {advice}"
        if self.size > MOST_BYTES:
            return (
                f"Файлы занимают {filesizeformat(self.size)}, а в одну папку помещается до "
                f"{filesizeformat(MOST_BYTES)}. {advice}"
            )
        return ""

    def missing(self) -> list[str]:
        """What an inspector will not find, each as a sentence."""
        entries = self.entries
        no_act = [f"Нет приказа: {entry}" for entry in entries if not entry.event.acts.all()]
        no_scan = [f"Нет файла приказа: {act}" for act in self.acts if not act.scans.all()]
        no_proof = [f"Нет подтверждения: {e}" for e in entries if not (e.materials or e.event.link)]
        return no_act + no_scan + no_proof

    def paper(self, lost: Iterable[str] = ()) -> Paper:
        """The list; `lost` are the files that are no longer in the store."""
        missing = self.missing() + [f"Файла больше нет в хранилище: {path}" for path in lost]
        end = (Heading("Чего не хватает"), Text("\n".join(missing))) if missing else ()
        table = Table(COLUMNS, tuple(entry.row() for entry in self.entries))
        return Paper(title=("ОПИСЬ", "документов о мероприятиях"), head=self.head, body=(table, *end))

    def pack(self) -> Iterator[bytes]:
        """The ZIP piece by piece: neither in memory nor on the disk does it ever lie whole."""
        written = _Written()
        # Scans and photos get no smaller; yet few programs read a stream of files that are not even called deflated.
        with ZipFile(written, "w", ZIP_DEFLATED, compresslevel=0) as archive:
            lost = []
            for path, file in self.files.items():
                lost += [] if _add(archive, path, file) else [path]
                yield written.take()
            for entry in (entry for entry in self.entries if entry.present):
                archive.writestr(entry.present, paper_docx(_present_paper(entry.event)))
                yield written.take()
            archive.writestr(LIST, paper_docx(self.paper(lost)))
        yield written.take()


class _Written(RawIOBase):
    """What was written and not taken yet."""

    def __init__(self):
        self.pieces: list[bytes] = []

    def write(self, piece, /) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def _in_order(acts: Iterable[LegalAct]) -> list[LegalAct]:
    """Each act once, by date."""
    return sorted({act.pk: act for act in acts}.values(), key=lambda act: (act.date, act.number, act.pk))


def _add(archive: ZipFile, path: str, file: Attachment) -> bool:
    """Copy a file into the archive; False when it is gone from the store."""
    try:
        source = file.file.open("rb")
    except FileNotFoundError:
        return False
    with source, archive.open(path, "w") as target:
        shutil.copyfileobj(source, target)
    return True


def _present_paper(event: Event) -> Paper:
    organizations = enumerate(event.organizations.all(), start=1)
    rows = tuple(Row((str(place), organization.name)) for place, organization in organizations)
    head = [
        ("Мероприятие", capfirst(f"{event.kind}: {event.theme}")),
        ("Дата", event.dates),
        ("Место", event.place),
    ]
    if event.participants is not None:
        head.append(("Участников", str(event.participants)))
    return Paper(
        title=("СПИСОК", "организаций, представленных на мероприятии"),
        head=[(label, words) for label, words in head if words],
        body=(Table(PRESENT_COLUMNS, rows),),
        orientation="portrait",
    )


def _short(name: str) -> str:
    """A name that no file system refuses; its number stands first and makes it the only one."""
    return file_name(name)[:LONGEST_NAME].rstrip(" .,(№-")


def _lines(words: Iterable[str]) -> str:
    return "\n".join(words)
