import re

import pytest

from tests.conftest import BASE_DIR

README = (BASE_DIR / "README.md").read_text()


def test_every_setting_from_the_environment_is_explained():
    settings = (BASE_DIR / "moc_portal" / "settings.py").read_text()
    variables = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))

    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))

    assert explained == variables


def test_every_named_place_exists():
    table = README.partition("## Where things are")[2].partition("##")[0]

    places = re.findall(r"`(\w+)/`", table)

    assert len(places) > 5
    assert [place for place in places if not (BASE_DIR / place).is_dir()] == []


def test_every_app_has_its_place():
    apps = {path.parent.name for path in BASE_DIR.glob("*/__init__.py")}

    assert {app for app in apps if f"`{app}/`" not in README} == set()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z-]+)", README))))
def test_every_named_make_target_exists(target):
    makefile = (BASE_DIR / "Makefile").read_text()

    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
