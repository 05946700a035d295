"""What every reader of an office file returns: paragraphs and tables in the order of the page."""

from dataclasses import dataclass, field


class UnreadableFile(Exception):  # noqa: N818 -- it is shown to the user as a sentence, not raised as a bug
    """The file cannot be read; the message is a Russian sentence for the user."""


@dataclass
class Paragraph:
    text: str


@dataclass
class Table:
    """A rectangular grid of texts.

    A merged cell keeps its text in the top left place and is empty in the others, except that a row merged over the
    whole width is a row whose only text stands in its first cell. A nested table is a Table of its own that follows
    the outer one; its text is also kept, joined by spaces, in the outer cell.

    `merged` tells, for the lower places of a cell merged over several rows, the place (row, column) of its text.
    """

    rows: list[list[str]]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass
class Document:
    """An office file as its reader understood it; `warnings` are Russian sentences about repairs."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[str]:
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]
