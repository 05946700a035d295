"""Runs a reader in a process of its own, so that a malicious or monstrous file cannot hang or exhaust the portal."""

import logging
import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from documents.reading.structure import Document, UnreadableFile

SECONDS = 8
MEMORY_BYTES = 2 * 1024**3

TOO_COMPLEX = (
    "Файл слишком сложный: портал не смог прочитать его за отведённое время. Разделите его на части."
)
DAMAGED = (
    "Файл повреждён и не читается. Откройте его в своей программе, сохраните заново и загрузите ещё раз."
)

logger = logging.getLogger(__name__)


def read_isolated(reader: Callable[[Path], Document], path: Path, seconds: float = SECONDS) -> Document:
    """`reader(path)`, computed elsewhere within `seconds` and a fixed memory; raises UnreadableFile otherwise."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(sender, reader, path), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise UnreadableFile(TOO_COMPLEX)
        answer = receiver.recv()
    except EOFError:  # the child died without a word: killed, or out of memory outside Python
        raise UnreadableFile(TOO_COMPLEX) from None
    finally:
        child.kill()
        child.join()
        receiver.close()
    if isinstance(answer, UnreadableFile):
        raise answer
    return answer


def _answer(sender: Connection, reader: Callable[[Path], Document], path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    try:
        sender.send(reader(path))
    except UnreadableFile as refusal:
        sender.send(refusal)
    except (MemoryError, RecursionError):
        sender.send(UnreadableFile(TOO_COMPLEX))
    except Exception:
        # The parsing libraries raise whatever a broken file makes them stumble over.
        logger.exception("%s failed", reader.__name__)
        sender.send(UnreadableFile(DAMAGED))
