"""Whatever stands in an address or is sent to it, the answer is a page, a sentence or «не найдено»."""

import re

import pytest

from tests.access_rules import RULES
from tests.test_access import status_of
from tests.test_queries import FILES
from tests.world import populate

pytestmark = pytest.mark.django_db

NAMES = (
    *("q", "page", "period", "kind", "part", "organization", "lacks", "year", "unscanned", "month", "fill"),
    *("figure", "form", "seen_version", "version", "person", "section", "show", "next", "before", "after"),
    *("deadline_text", "source", "basis", "items", "editing", "events", "starts_on", "theme", "due_on", "to"),
    *("sort", "age", "flags", "focus_area", "state", "conclusion", "name", "school_year"),
    *("on", "since", "until", "standing", "answered", "model", "community", "program", "moderator"),
    *("partners-TOTAL_FORMS", "partners-INITIAL_FORMS", "partners-0-organization"),
)
PAGES = sorted(RULES.keys() - FILES)


@pytest.fixture
def world(reference_data, municipality, methodist):
    return populate(municipality, methodist, "наше")


@pytest.mark.parametrize("nonsense", ["\0", "9" * 30, "9" * 5000], ids=["nul", "bigint", "digits"])
def test_every_page_answers_nonsense(client, administrator, world, nonsense):
    client.force_login(administrator)
    client.raise_request_exception = False
    sent = dict.fromkeys(NAMES, nonsense)
    urls = {name: world.url(name) for name in PAGES}
    wrong = {name for name, url in urls.items() if status_of(client, "get", url, sent) >= 500}
    client.defaults["HTTP_HX_REQUEST"] = "true"  # parts of pages read more of what is sent
    wrong |= {f"POST {name}" for name, url in urls.items() if status_of(client, "post", url, sent) >= 500}
    assert not wrong


def test_every_address_answers_a_key_that_no_row_can_have(client, administrator, world):
    client.force_login(administrator)
    client.raise_request_exception = False
    urls = [world.url(name) for name in RULES]
    keys = [(url, key) for url in urls for key in re.finditer(r"/(?!20\d\d/)\d+(?=/)", url)]
    strange = [f"{url[: key.start()]}/{'9' * 30}{url[key.end() :]}" for url, key in keys]
    wrong = {url for url in strange for way in ("get", "post") if status_of(client, way, url) >= 500}
    assert not wrong


@pytest.mark.parametrize("name", ["item", "like", "day"])
def test_the_form_of_an_event_answers_nonsense_in_its_link(client, methodist, world, name):
    client.force_login(methodist)
    assert client.get(world.url("event-create"), {name: "9" * 5000}).status_code == 200
