"""The list of reports tells the office and the regional centre where each waits."""

import pytest

from records.approval import APPROVAL

from .pages import url

pytestmark = pytest.mark.django_db


def test_the_step_at_which_a_report_waits_stands_in_the_list(client, report, methodist, head, rmc):
    report.lines.update(text="Работа велась.", is_manual=True)
    client.force_login(rmc)

    def listed():
        return client.get(url("report-list")).content.decode()

    assert "шаг " not in listed()
    APPROVAL.perform("submit", report, methodist)
    assert "шаг 1 из 2: проверка (руководитель МОЦ)" in listed()
    APPROVAL.perform("pass", report, head)
    assert "шаг 2 из 2: утверждение (специалист управления образования)" in listed()
