"""Readers that go wrong in a process of their own; nothing heavy is imported there."""

import time
from pathlib import Path

from documents.reading.structure import Document


def wait_forever(path: Path) -> Document:
    time.sleep(60)
    return Document()


def compute_forever(path: Path) -> Document:
    while True:
        path.name.upper()


def be_held_up(path: Path) -> Document:
    time.sleep(1.5)
    return Document(warnings=["read at last"])


def take_all_memory(path: Path) -> Document:
    return Document(warnings=["x" * 10**11])


def stumble(path: Path) -> Document:
    raise KeyError(path)
