"""A portal with another key than its files were kept under must not start: what it added, no key would open whole."""

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import connection


@register(Tags.database)
def files_open(databases=None, **kwargs):
    attachments = apps.get_model("records", "Attachment")
    if not databases or attachments._meta.db_table not in connection.introspection.table_names():
        return []
    try:
        newest = attachments.objects.first()
        if newest:
            newest.file.open().close()
    except FileNotFoundError:
        return []
    except InvalidToken:
        hint = "Set FILES_KEY, or put back files_key in DATA_DIR, as it was when the files were kept."
        return [Error("The kept files do not open with this key.", hint=hint, id="records.E001")]
    return []
