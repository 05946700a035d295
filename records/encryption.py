"""What may name people lies encrypted: files on the disk, and in the database what was read out of them."""

import json
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import models


def cipher() -> Fernet:
    return _cipher(settings.FILES_KEY)


@lru_cache
def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(key.encode()).digest()))


@lru_cache
def _nothing(key: str, plain: str) -> str:
    """An empty list or dict, sealed once: its length tells that it is empty, anyway."""
    return _cipher(key).encrypt(plain.encode()).decode()


class EncryptedStorage(FileSystemStorage):
    """Files that only the portal can read; opening one with another key raises InvalidToken."""

    def _save(self, name, content):
        sealed = cipher().encrypt(b"".join(content.chunks()))
        return super()._save(name, ContentFile(sealed))  # type: ignore[misc]  # not in the stubs

    def _open(self, name, mode="rb"):
        with super()._open(name, "rb") as kept:  # type: ignore[misc]  # not in the stubs
            return File(BytesIO(cipher().decrypt(kept.read())), name)


class EncryptedJSONField(models.JSONField):
    """JSON that only the portal can read; nothing can be searched for in it."""

    def get_prep_value(self, value):
        if value in ([], {}):
            return _nothing(settings.FILES_KEY, json.dumps(value))
        plain = json.dumps(super().get_prep_value(value), ensure_ascii=False)
        return cipher().encrypt(plain.encode()).decode()

    def from_db_value(self, value, expression, connection) -> Any:
        kept = super().from_db_value(value, expression, connection)
        return None if kept is None else json.loads(cipher().decrypt(kept))
