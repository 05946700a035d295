"""Reminders: one letter a day to everybody who has something to do, and none to anybody else."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from organizations.models import Municipality, Person
from plans.models import MediaPlan, PlanItem
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from records.models import Remark
from reports.models import DigestSent, Report, ReportForm
from reports.refreshing import start_report

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch, settings):
    monkeypatch.setattr(Municipality, "today", lambda municipality: TODAY)
    settings.SITE_URL = "https://moc.example/"


def with_address(user):
    Person.objects.filter(pk=user.person_id).update(email=f"{user.username}@example.org")
    return user


@pytest.fixture
def reader(methodist, plan):
    """The methodist with an address and nothing due yet."""
    ReportForm.objects.update(due_day=None)
    for item in plan.items():
        item.occurrences.all().delete()
    return with_address(methodist)


@pytest.fixture
def make_due(item, reader):
    """Due days of an item for which the methodist answers."""
    item.responsible_people.add(reader.person)

    def make(*days, of=item):
        for day in days:
            of.occurrences.create(due_on=day)

    return make


def send(*arguments):
    told = StringIO()
    call_command("send_digest", *arguments, stdout=told, stderr=told)
    return told.getvalue()


def test_letter_tells_what_is_overdue_and_due_in_a_week(make_due, item):
    make_due(date(2026, 4, 10), date(2026, 4, 17), date(2026, 4, 27))
    send()
    (letter,) = mail.outbox
    assert letter.to == ["methodist@example.org"]
    assert letter.subject == "Портал МОЦ, 20.04.2026 — просрочено: 2, ближайших сроков: 1"
    assert f"Просрочено:\n— 10.04.2026, 17.04.2026: {item}\n" in letter.body
    assert f"Срок в ближайшие семь дней:\n— 27.04.2026: {item}\n" in letter.body
    assert f"https://moc.example{item.get_absolute_url()}" in letter.body
    assert "Здравствуйте, Анна Петровна!" in letter.body


def test_letter_reminds_the_office_of_materials_to_publish(reader, municipality):
    media = MediaPlan.objects.create(municipality=municipality, year=2026)
    facts = {"channel": "social", "topic": "Запись в кружки", "responsible": "Методист МОЦ"}
    media.entries.create(day=date(2026, 4, 10), **facts)
    media.entries.create(day=TODAY, published_on=TODAY, link="https://example.org/1", **facts)
    send()
    (letter,) = mail.outbox
    assert letter.subject == "Портал МОЦ, 20.04.2026 — просрочено: 1"
    assert "— 10.04.2026: Разместить материал (социальные сети): Запись в кружки" in letter.body


def test_letter_has_the_same_as_html(make_due, item):
    item.title = "Слёт <юных> & «техников»"
    item.save()
    make_due(TODAY)
    send()
    (letter,) = mail.outbox
    assert "Слёт <юных> & «техников»" in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert "Слёт &lt;юных&gt; &amp; «техников»" in html
    assert f'href="https://moc.example{item.get_absolute_url()}"' in html


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2026, 4, 28)])
def test_what_is_long_past_or_far_ahead_is_not_told(make_due, day):
    make_due(day)
    assert "нечего напомнить: 1" in send()
    assert not mail.outbox


def test_only_one_s_own_items_are_told(reader, plan):
    other = PlanItem.objects.exclude(responsible_posts__title="Методист МОЦ").first()
    other.occurrences.create(due_on=TODAY)
    send()
    assert not mail.outbox


def test_head_is_told_of_a_paper_that_waits_and_the_office_of_one_returned(reader, head, authority, plan):
    with_address(head)
    APPROVAL.perform("submit", plan, reader)
    send()
    (letter,) = mail.outbox
    assert letter.to == ["head@example.org"]
    assert (
        f"Ждут вашего решения:\n— {plan.title}\n  https://moc.example{plan.get_absolute_url()}" in letter.body
    )

    mail.outbox.clear()
    APPROVAL.perform("recall", plan, reader)
    Remark.objects.create(record=plan, text="Нет срока", author=head)
    send("--date", "2026-04-21")
    assert {letter.to[0] for letter in mail.outbox} == {"methodist@example.org", "head@example.org"}
    assert all("Вернулись с замечаниями:" in letter.body for letter in mail.outbox)


def test_nobody_gets_two_letters_a_day(make_due):
    make_due(TODAY)
    send()
    assert "отправлено раньше: 1" in send()
    assert len(mail.outbox) == 1
    send("--date", "2026-04-21")
    assert len(mail.outbox) == 2


def test_dry_run_prints_the_letters_and_sends_nothing(make_due, item):
    make_due(TODAY)
    told = send("--dry-run")
    assert "Кому: methodist@example.org" in told
    assert str(item) in told
    assert "показано: 1" in told
    assert not mail.outbox
    assert not DigestSent.objects.exists()


def test_a_day_that_is_none_is_refused_with_a_sentence(db):
    with pytest.raises(CommandError, match="Укажите его так: 2026-06-08"):
        send("--date", "31.04.2026")


class Refusing(EmailBackend):
    def send_messages(self, messages):
        if "methodist@example.org" in messages[0].to:
            raise ConnectionRefusedError("нет такого ящика")
        return super().send_messages(messages)


def test_one_broken_address_does_not_stop_the_others_and_is_tried_again(make_due, item, head, settings):
    with_address(head)
    item.responsible_people.add(head.person)
    make_due(TODAY)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(CommandError, match="не отправлено: 1"):
        send()
    assert [letter.to for letter in mail.outbox] == [["head@example.org"]]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send()
    assert mail.outbox[-1].to == ["methodist@example.org"]


def switch_off(user):
    Person.objects.filter(pk=user.person_id).update(wants_digest=False)


def dismiss(user):
    user.person.appointments.update(ends_on="2026-04-19")


def deactivate(user):
    user.is_active = False
    user.save()


@pytest.fixture
def due_on_the_25th(plan, reader):
    """The report for the half-year is to be handed in on 25 June."""
    ReportForm.objects.filter(code="activity", periodicity="half_year").update(due_day=25)


def test_the_office_is_told_of_a_report_until_it_is_handed_in(reader, plan, due_on_the_25th, authority):
    with_address(authority)
    title = "Отчёт опорного центра Лугового района за I полугодие 2026 года"
    send("--date", "2026-06-18")
    (letter,) = mail.outbox
    assert letter.to == ["methodist@example.org"]
    assert f"25.06.2026: {title}\n  https://moc.example/lugovoy/reports/\n" in letter.body

    report = start_report(plan, ReportingPeriod(2026, 1))
    send("--date", "2026-06-26")
    assert "Просрочено:" in mail.outbox[-1].body
    assert f"https://moc.example{report.get_absolute_url()}\n" in mail.outbox[-1].body

    Report.objects.update(state="sent")
    assert "нечего напомнить: 2" in send("--date", "2026-06-27")


@pytest.mark.parametrize("day", ["2026-06-17", "2025-06-20", "2028-06-20"])
def test_a_report_is_not_told_too_early_nor_for_a_year_without_a_plan(due_on_the_25th, day):
    send("--date", day)
    assert not mail.outbox


@pytest.mark.parametrize("part_with", [switch_off, dismiss, deactivate])
def test_whoever_does_not_want_letters_or_has_left_gets_none(make_due, reader, part_with):
    make_due(TODAY)
    part_with(reader)
    send()
    assert not mail.outbox


def test_somebody_without_a_login_is_reminded_by_his_appointments(make_due, reader):
    make_due(TODAY)
    reader.delete()
    send()
    assert len(mail.outbox) == 1


def test_an_administrator_is_not_reminded_of_what_others_do(make_due, administrator, plan, reader):
    make_due(TODAY)
    APPROVAL.perform("submit", plan, reader)
    with_address(administrator)
    send()
    assert [letter.to for letter in mail.outbox] == [["methodist@example.org"]]


def test_the_day_is_that_of_the_municipality(make_due, monkeypatch):
    make_due(TODAY)
    monkeypatch.setattr(Municipality, "today", lambda municipality: date(2026, 4, 21))
    send()
    assert "просрочено: 1" in mail.outbox[0].subject
    assert DigestSent.objects.get().date == date(2026, 4, 21)
