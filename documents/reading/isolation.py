"""Runs a reader in a process of its own, so that a malicious or monstrous file cannot hang or exhaust the portal."""

import gc
import logging
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from documents.reading.structure import Document, UnreadableFile

# Time of computing, which a busy machine stretches; and how long a person is let wait for it.
SECONDS = 8
PATIENCE = 9.5
MEMORY_BYTES = 2 * 1024**3

TOO_COMPLEX = (
    "Файл слишком сложный: портал не смог прочитать его за отведённое время. Разделите его на части."
)
DAMAGED = (
    "Файл повреждён и не читается. Откройте его в своей программе, сохраните заново и загрузите ещё раз."
)

logger = logging.getLogger(__name__)


def read_isolated(
    reader: Callable[[Path], Document], path: Path, seconds: int = SECONDS, patience: float = PATIENCE
) -> Document:
    """`reader(path)`, computed elsewhere within limits of time and memory; raises UnreadableFile otherwise."""
    arguments = [reader.__module__, reader.__name__, str(path), str(seconds)]
    command = [sys.executable, "-m", "documents.reading", *arguments]
    modules = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    try:
        child = subprocess.run(  # noqa: S603 -- our own module in our own interpreter
            command,
            env=os.environ | {"PYTHONPATH": modules},
            stdout=subprocess.PIPE,
            timeout=patience,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        # Too slow, or killed without a word: out of time, or of memory outside Python.
        raise UnreadableFile(TOO_COMPLEX) from None
    answer = pickle.loads(child.stdout)  # noqa: S301 -- written by our own child
    if isinstance(answer, UnreadableFile):
        raise answer
    return answer


def answer(module: str, name: str, path: str, seconds: str) -> None:
    """What the child does: writes the document, or the refusal to read it, to its standard output."""
    gc.disable()  # the process ends with its file; what it drops need not be collected before
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.buffer.write(pickle.dumps(_read(getattr(import_module(module), name), Path(path))))


def _read(reader: Callable[[Path], Document], path: Path) -> Document | UnreadableFile:
    try:
        return reader(path)
    except UnreadableFile as refusal:
        return refusal
    except (MemoryError, RecursionError):
        return UnreadableFile(TOO_COMPLEX)
    except Exception:
        # The parsing libraries raise whatever a broken file makes them stumble over.
        logger.exception("%s failed", reader.__name__)
        return UnreadableFile(DAMAGED)
