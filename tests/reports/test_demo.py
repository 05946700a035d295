"""The demo: made anew each time, shaped like a real year, and never at the cost of somebody's account."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from meetings.models import Meeting
from organizations.models import LegalAct, Municipality, Person, User
from programs.models import Program
from reports.figures import open_figure
from reports.models import Report, ReportFigure, ReportLine
from reports.papers import TO_CHECK
from reports.program_figures import SHARES
from reports.programs_wording import TOLD

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("papers")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, folder):
    """Built once for all tests, which take back what they change; what the command printed."""
    printed, files = io.StringIO(), override_settings(MEDIA_ROOT=folder.parent / "files")
    with files, django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", output=folder, stdout=printed)
        yield printed.getvalue()
        transaction.set_rollback(True)


def test_it_prints_every_login_and_writes_every_paper(demo, folder):
    assert all(user.username in demo for user in User.objects.all())
    assert User.objects.count() == 10
    names = {path.name.split("-")[0] + path.suffix for path in folder.iterdir()}
    assert names == {
        f"{kind}.{ending}"
        for kind in ("activity_plan", "meeting", "report")
        for ending in ("pdf", "docx", "xlsx")
    }
    assert all(path.stat().st_size > 5000 for path in folder.iterdir())


def test_the_first_half_year_is_approved_and_the_second_in_draft(demo):
    states = Report.objects.order_by("period").values_list("state", flat=True)
    assert list(states) == ["approved", "draft"]


def test_no_row_is_empty_and_none_carries_an_old_date_unmarked(demo):
    first, second = Report.objects.order_by("period")
    assert first.lines.count() == second.lines.count() == 38
    assert not ReportLine.objects.filter(text="").exists()
    old_words = {line.item_id: line.rendered for line in first.lines.all()}
    copied = second.lines.filter(source="previous")
    assert copied.count() > 10
    for line in copied:
        digits = [c for c in line.text.replace(TO_CHECK, "") if c.isdigit()]
        assert not digits or TO_CHECK in line.text, line.text
        assert line.rendered.replace(f"{TO_CHECK} ", "").replace("]", "") == old_words[line.item_id].replace(
            "]", ""
        )


def test_its_rows_come_from_events_figures_and_neither_as_in_a_real_report(demo):
    sources = list(Report.objects.get(state="approved").lines.values_list("source", flat=True))
    assert sources.count("events") >= 6
    assert sources.count("figures") + sources.count("result") >= 6
    assert sources.count("phrase") >= 8


def test_orders_have_their_scans_and_people_an_address_for_reminders(demo):
    orders = LegalAct.objects.exclude(events=None)
    assert orders.exists()
    assert not orders.filter(scans=None).exists()
    assert not Person.objects.filter(email="").exists()


def test_made_a_second_time_it_replaces_the_first(demo, folder):
    call_command("demo", output=folder, stdout=io.StringIO())
    assert (Municipality.objects.count(), Meeting.objects.count()) == (2, 3)
    assert (User.objects.count(), Program.objects.count(), Program.history.count()) == (10, 400, 400)


def test_an_account_of_the_same_name_stops_it(tmp_path, reference_data):
    User.objects.all().delete()
    owner = User.objects.create_superuser("admin", password="parol")
    with pytest.raises(CommandError, match="Логин «admin» уже занят"):
        call_command("demo", output=tmp_path / "papers")
    assert User.objects.get() == owner


def test_rows_about_programmes_write_themselves_and_their_figures_are_still_true(demo):
    figures = ReportFigure.objects.filter(calculation="programs")
    of_first_half = figures.filter(line__report=Report.objects.earliest("period"))
    assert set(of_first_half.values_list("line__item__template__code", flat=True)) == set(TOLD)
    for figure in figures.select_related("line__report__municipality"):
        opened = open_figure(figure)
        assert opened.value == figure.value
        if figure.params["number"] not in {*SHARES, "visitors"}:
            assert opened.rows.count() == figure.value
