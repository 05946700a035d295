"""A month entered as one form: who sees it, what is refused, and that nobody overwrites what he has not seen."""

import re
from datetime import date

import pytest
from django.urls import reverse

from certificates.models import CoverageMonth

from .conftest import OCTOBER, SEPTEMBER

pytestmark = pytest.mark.django_db


class Page:
    """The form of a month as a browser holds it: what was shown goes back with what was typed."""

    def __init__(self, client, municipality, **query):
        self.client = client
        self.url = reverse("coverage", args=[municipality.slug])
        self.query = query
        self.answer = client.get(self.url, query)
        self.fields = {}
        for form in self.answer.context["table"]:
            for bound, _, _ in form.cells():
                seen = getattr(form.instance, bound.name)
                self.fields[bound.html_initial_name] = "" if seen is None else seen
                self.fields[bound.html_name] = "" if bound.value() is None else bound.value()
            self.fields[form.add_prefix("version")] = form["version"].value()

    def type(self, organization, **numbers):
        prefix = f"row-{organization.pk if organization else 'total'}"
        self.fields |= {f"{prefix}-{name}": value for name, value in numbers.items()}
        return self

    def save(self, **query):
        months = {"month": self.query["month"]} if "month" in self.query else {}
        address = f"{self.url}?{'&'.join(f'{k}={v}' for k, v in (months | query).items())}"
        return self.client.post(address, self.fields)


@pytest.fixture
def month_page(client, municipality, methodist):
    client.force_login(methodist)
    return lambda **query: Page(client, municipality, **query)


def numbers(organization=None, month=OCTOBER):
    row = CoverageMonth.objects.filter(organization=organization, month=month).first()
    return row and (row.children, row.certificates, row.contracts)


def test_numbers_of_several_organisations_are_saved_at_once(month_page, school, centre, methodist):
    form = month_page().type(school, children="1 028", certificates="40", contracts="0")
    form.type(centre, children="12").type(None, children="1030")
    assert form.save().status_code == 302
    assert numbers(school) == (1028, 40, 0)
    assert numbers(centre) == (12, None, None)
    assert numbers() == (1030, None, None)
    assert CoverageMonth.objects.first().entered_by == methodist


def test_month_is_the_one_that_the_address_names(month_page, school):
    month_page(month="2026-09").type(school, children="7").save()
    assert numbers(school, SEPTEMBER) == (7, None, None)
    assert numbers(school) is None


def test_emptied_row_is_removed_and_zero_is_kept(month_page, school, centre, told):
    told(school, 5)
    told(centre, 6)
    month_page().type(school, children="").type(centre, children="0").save()
    assert numbers(school) is None
    assert numbers(centre) == (0, None, None)


def test_everything_wrong_is_told_at_once_and_nothing_is_saved(month_page, school, centre, lyceum):
    form = month_page().type(school, children="5", contracts="6").type(centre, children="много")
    answer = form.type(lyceum, children="7", certificates="-1").save()
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "По договорам ПФ 6, а всего детей 5." in text
    assert "Введите целое число." in text
    assert "больше либо равно 0" in text
    assert [place for _, place, _ in answer.context["problems"]] == [
        "Лицей, Сертификатов",
        "МУ ДО «Дом детства», Детей",
        "Школа № 1, По договорам ПФ",
    ]
    assert not CoverageMonth.objects.exists()


def test_month_to_come_is_refused_in_a_sentence(month_page, school):
    form = month_page().type(school, children="5")
    answer = form.save(month="2026-11")
    assert answer.status_code == 422
    assert "Ноябрь 2026 года ещё не наступил" in answer.content.decode()
    assert not CoverageMonth.objects.exists()
    assert "ещё не наступил" in month_page(month="2027-01").answer.content.decode()


@pytest.mark.parametrize("code", ["2026-13", "октябрь", "", "2026-1", "0000-01", "\0"])
def test_nonsense_for_a_month_shows_the_present_one(month_page, code):
    assert month_page(month=code).answer.context["month"] == OCTOBER


def test_last_month_is_offered_and_stored_only_when_it_is_sent(month_page, school, centre, told):
    told(school, 5, 6, 0, month=SEPTEMBER)
    told(centre, 9, month=SEPTEMBER)
    told(centre, 10)
    assert "как в прошлом месяце" in month_page().answer.content.decode()
    form = month_page(fill="previous")
    assert "ещё не сохранены" in form.answer.content.decode()
    assert numbers(school) is None
    form.save()
    assert numbers(school) == (5, 6, 0)
    assert numbers(centre) == (10, None, None)


def test_nothing_is_offered_where_everything_was_entered(month_page, school, told):
    told(school, 5, month=SEPTEMBER)
    told(school, 5)
    assert "как в прошлом месяце" not in month_page().answer.content.decode()


def test_month_before_stands_beside_in_grey(month_page, school, told):
    told(school, 123, month=SEPTEMBER)
    assert "123" in month_page().answer.content.decode()


def test_two_people_enter_different_rows_of_one_month(month_page, school, centre, told):
    told(school, 5)
    first, second = month_page(), month_page()
    first.type(school, children="8").save()
    assert second.type(centre, children="3").save().status_code == 302
    assert numbers(school) == (8, None, None)
    assert numbers(centre) == (3, None, None)


@pytest.mark.parametrize("is_new", [True, False])
def test_who_saves_the_same_row_second_sees_both_numbers(month_page, school, told, is_new):
    if not is_new:
        told(school, 5)
    first, second = month_page(), month_page()
    first.type(school, children="8").save()
    answer = second.type(school, children="9").save()
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "изменил другой сотрудник" in text
    assert numbers(school) == (8, None, None)
    (form,) = [form for form in answer.context["table"] if form.conflict]
    assert form.conflict == [("Детей", "8", "9")]
    second.fields[form.add_prefix("version")] = form["version"].value()
    second.save()
    assert numbers(school) == (9, None, None)


def test_head_reads_the_month_and_enters_nothing(client, municipality, head, school, told):
    told(school, 77)
    client.force_login(head)
    url = reverse("coverage", args=[municipality.slug])
    page = client.get(url).content.decode()
    assert "77" in page
    assert "Сохранить" not in page
    assert client.post(url).status_code == 403


def test_sum_over_organisations_is_shown_with_its_warning(month_page, school, centre, told):
    told(school, 5)
    told(centre, 6)
    assert "не складываются" in month_page().answer.content.decode()
    told(None, 10)
    assert "не складываются" not in month_page().answer.content.decode()


def test_organisation_no_longer_in_work_keeps_what_it_told(month_page, school, told):
    told(school, 5)
    school.is_active = False
    school.save()
    assert [form.whose for form in month_page().answer.context["table"].forms] == [
        "МУ ДО «Дом детства»",
        "Школа № 1",
    ]
    assert [form.whose for form in month_page(month="2026-09").answer.context["table"].forms] == [
        "МУ ДО «Дом детства»"
    ]


def test_nothing_is_asked_of_an_organisation_without_a_licence(month_page, school, centre, told):
    told(centre, 5)
    assert "по 1 из 2 организаций" in month_page().answer.content.decode()
    school.has_licence = False
    school.save()
    assert "по 1 из 1 организации" in month_page().answer.content.decode()
    assert [form.whose for form in month_page().answer.context["table"].forms] == ["МУ ДО «Дом детства»"]


def test_director_reads_only_the_own_organisation(client, municipality, director, school, centre, told):
    told(school, 31)
    told(centre, 9876)
    client.force_login(director)
    own = reverse("coverage-organization", args=[municipality.slug, school.pk])
    answer = client.get(reverse("coverage", args=[municipality.slug]))
    assert answer.url == own
    page = client.get(own).content.decode()
    assert "31" in page
    assert "9876" not in page
    foreign = reverse("coverage-organization", args=[municipality.slug, centre.pk])
    assert client.get(foreign).status_code == 404
    assert client.get(reverse("coverage-export", args=[municipality.slug])).status_code == 403


def test_history_tells_who_changed_a_number(month_page, school, told, methodist):
    row = told(school, 5)
    month_page().type(school, children="8").save()
    last = row.history.first()
    assert (last.children, last.history_user) == (8, methodist)


def test_last_day_of_a_month_is_counted_by_the_municipality_s_clock(month_page, school, monkeypatch):
    from organizations.models import Municipality

    monkeypatch.setattr(Municipality, "today", lambda self: date(2026, 11, 1))
    assert month_page().type(school, children="5").save().status_code == 302
    assert numbers(school, date(2026, 11, 1)) == (5, None, None)


def test_refused_form_remembers_what_was_seen_in_every_row(month_page, school, centre, told):
    """A row left alone stays unsaved after a second try, whatever a colleague entered there meanwhile."""
    told(school, 5)
    first, second = month_page(), month_page()
    first.type(school, children="8").save()
    refused = second.type(centre, children="много").save()
    fields = {name: seen for form in refused.context["table"] for name, seen in seen_in(form).items()}
    second.fields |= fields
    assert second.type(centre, children="3").save().status_code == 302
    assert numbers(school) == (8, None, None)


def seen_in(form):
    """The hidden values of a form as its page carries them."""
    hidden = [re.search(r'name="([^"]+)"(?: value="([^"]*)")?', str(seen)) for _, seen, _ in form.cells()]
    return {match[1]: match[2] or "" for match in hidden}
