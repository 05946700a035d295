"""Whatever is typed or sent, the answer is a page with a sentence, never an error of the portal."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.models import CoverageMonth

pytestmark = pytest.mark.django_db

NUMBERS = st.sampled_from(["", "5", "-1", "1e9", "9" * 40, "9" * 5000, "٣", "1_0", "½", "0x1", " 7 ", "7.0"])
WORDS = NUMBERS | st.text(max_size=20)
ANYTHING = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ANYTHING
@given(st.tuples(WORDS, WORDS, WORDS, WORDS), WORDS)
def test_form_of_a_month_answers_any_nonsense(client, municipality, methodist, school, typed, month):
    client.force_login(methodist)
    names = ("children", "certificates", "contracts", "version")
    fields = {f"row-{school.pk}-{name}": value for name, value in zip(names, typed, strict=True)}
    fields[f"initial-row-{school.pk}-children"] = typed[3]
    url = reverse("coverage", args=[municipality.slug])
    assert client.post(url, fields, query_params={"month": month}).status_code in (302, 422)
    for row in CoverageMonth.objects.all():
        row.full_clean()


@ANYTHING
@given(
    st.lists(st.lists(WORDS | st.just("Школа № 1") | st.just("Итого"), max_size=5), max_size=5),
    st.sampled_from(["\t", ";", "  "]),
    st.dictionaries(st.sampled_from(["column-0", "column-1", "cell-1-0", "cell-2-1", "save", "seen"]), WORDS),
)
def test_pasting_answers_any_nonsense(client, municipality, methodist, school, rows, separator, fields):
    client.force_login(methodist)
    text = "\n".join(separator.join(row) for row in rows)
    url = reverse("coverage-paste", args=[municipality.slug])
    assert client.post(url, {"text": text} | fields).status_code in (200, 302)
    for row in CoverageMonth.objects.all():
        row.full_clean()


@ANYTHING
@given(st.dictionaries(st.sampled_from(["children", "ages", "coverage", "coverage_act", "financing"]), WORDS))
def test_targets_answer_any_nonsense(client, municipality, methodist, fields):
    client.force_login(methodist)
    url = reverse("coverage-targets", args=[municipality.slug, 2026])
    assert client.post(url, fields).status_code in (200, 302)
