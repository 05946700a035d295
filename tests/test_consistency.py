"""Rules of the house that no single test would notice broken."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

BASE_DIR = Path(settings.BASE_DIR)
# Each app may import those to its left; `documents` stands apart and imports none.
ORDER = ["documents", "organizations", "records", "programs", "plans", "meetings", "certificates", "reports"]
# Reference data and rows that belong to no municipality of their own.
NOT_TENANT = {
    "organizations.Region",
    "organizations.TerritorialZone",
    "organizations.User",
    "plans.StandardSection",
    "plans.TemplateItem",
    "plans.EventKind",
    "records.ApprovalRoute",
    "records.RouteStep",
    "reports.DigestSent",
    "reports.FormRow",
    "reports.ReportColumn",
    "reports.ReportForm",
    "reports.Phrase",
}
OWN_MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in ORDER
    and not hasattr(model, "instance_type")
    and not model.__name__.startswith("Historical")
]


def python_files(app):
    return [path for path in (BASE_DIR / app).rglob("*.py") if "migrations" not in path.parts]


def imported_apps(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("app", ORDER)
def test_apps_import_only_those_to_their_left(app):
    allowed = set(ORDER[: ORDER.index(app) + 1]) if app != "documents" else {"documents"}
    for path in python_files(app):
        wrong = set(imported_apps(path)) & set(ORDER) - allowed
        assert not wrong, f"{path.relative_to(BASE_DIR)} imports {wrong}"


def test_the_frame_imports_no_app_beside_the_addresses():
    for path in python_files("moc_portal"):
        if path.name != "urls.py":
            assert not set(imported_apps(path)) & set(ORDER), path


def test_every_tenant_model_has_for_user():
    for model in OWN_MODELS:
        if model._meta.label not in NOT_TENANT:
            assert hasattr(model.objects, "for_user"), model._meta.label


def test_models_and_fields_are_named_in_russian_with_a_small_letter():
    acronyms = ("МОЦ", "ИНН", "ID")
    for model in OWN_MODELS:
        names = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]
        fields = [
            field for field in model._meta.get_fields() if isinstance(field, models.Field) and field.editable
        ]
        names += [
            str(f.verbose_name) for f in fields if not f.auto_created and not hasattr(f, "parent_link_of")
        ]
        own = [name for name in names if re.search("[а-яё]", name)]
        for name in own:
            assert name[0].islower() or name.startswith(acronyms), f"{model._meta.label}: {name}"


def test_no_template_is_left_unused():
    templates = {
        path.relative_to(BASE_DIR / "templates").as_posix()
        for path in (BASE_DIR / "templates").rglob("*.html")
    }
    by_name = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "registration/login.html"}
    sources = [
        path for folder in (*ORDER, "moc_portal", "templates") for path in (BASE_DIR / folder).rglob("*")
    ]
    text = "\n".join(p.read_text(encoding="utf-8") for p in sources if p.suffix in {".py", ".html"})
    unused = {name for name in templates - by_name if f'"{name}"' not in text and f"{name}," not in text}
    assert not {name for name in unused if f",{name}" not in text}


def test_pages_load_nothing_from_other_hosts():
    for path in (BASE_DIR / "templates").rglob("*.html"):
        assert not re.search(r"(src|href)=\"(https?:)?//", path.read_text(encoding="utf-8")), path


def test_pages_carry_no_inline_style_or_script():
    for path in (BASE_DIR / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<script>|javascript:", text), path
