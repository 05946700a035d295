"""One row of a report: what is proposed for it, what is decided, what is written."""

from datetime import date

import pytest

from reports.models import ReportLine
from reports.refreshing import draft_report, propose

from .pages import FIRST_HALF, HTMX, decide, edit, hold, line_url, page, url

pytestmark = pytest.mark.django_db


# Drafting anew


def test_drafting_anew_tells_what_it_did(as_methodist, report, item, seminar):
    hold(item, date(2026, 2, 4), seminar)
    response = as_methodist.post(url("report-draft", FIRST_HALF), follow=True)
    assert "обновлена 1 строка" in response.content.decode()
    response = as_methodist.post(url("report-draft", FIRST_HALF), follow=True)
    assert "Новых сведений нет" in response.content.decode()


def test_rows_of_ones_own_that_changed_are_shown_for_a_decision(as_methodist, report, line, item, seminar):
    ReportLine.objects.filter(pk=line.pk).update(text="Мои слова", is_manual=True)
    hold(item, date(2026, 2, 6), seminar)
    response = as_methodist.post(url("report-draft", FIRST_HALF))
    assert response["Location"].endswith("?show=changed")
    html = page(as_methodist, response["Location"])
    assert html.count('class="card-plain report-row"') == 1
    assert f'hx-get="{line_url("line-refresh", line)}"' in html
    assert "Решите по каждой" in html


def test_was_and_now_tell_the_difference_in_words_too(as_methodist, line, item, seminar):
    hold(item, date(2026, 2, 6), seminar)
    html = page(as_methodist, line_url("line-refresh", line))
    assert '<del class="deleted"><span class="visually-hidden">убрано: </span>2</del>' in html
    assert '<ins class="added"><span class="visually-hidden">добавлено: </span>3</ins>' in html


def test_taking_what_is_new_and_keeping_what_is_ones_own(as_methodist, report, line, item, seminar):
    ReportLine.objects.filter(pk=line.pk).update(text="Мои слова", is_manual=True)
    hold(item, date(2026, 2, 6), seminar)
    html = decide(as_methodist, "line-refresh", line, {"keep": "1"}, **HTMX).content.decode()
    assert "Мои слова" in html
    assert "Сведения изменились" not in html
    decide(as_methodist, "line-refresh", line, {"take": "1"})
    line.refresh_from_db()
    assert line.rendered.startswith("Проведено 3 семинара")
    assert not line.is_manual


def test_what_is_new_can_be_taken_and_added_to(as_methodist, report, line, item, seminar):
    edit(as_methodist, line, "Мои слова")
    hold(item, date(2026, 2, 6), seminar, participants=5)
    proposed = f"{line_url('line-edit', line)}?proposed"
    assert f'href="{proposed}"' in page(as_methodist, line_url("line-refresh", line))
    html = page(as_methodist, proposed, **HTMX)
    assert "Проведено 3 семинара" in html.partition("</textarea>")[0]
    assert "Мои слова" in html.partition("</textarea>")[2]
    assert ReportLine.objects.get(pk=line.pk).text == "Мои слова"
    text = f"{propose(line).rendered} И ещё слова."
    version = ReportLine.objects.get(pk=line.pk).version
    as_methodist.post(proposed, {"text": text, "note": "", "version": version})
    line.refresh_from_db()
    assert (line.rendered, line.is_manual) == (text, True)
    assert {figure.slot: figure.value for figure in line.figures.all()} == {"f1": 3, "f2": 30}
    assert "Сведения изменились" not in page(as_methodist, report.get_absolute_url())


def test_a_proposal_taken_as_it_is_stays_the_portals_own(as_methodist, report, line):
    edit(as_methodist, line, "Мои слова")
    text = propose(line).rendered
    version = ReportLine.objects.get(pk=line.pk).version
    address = f"{line_url('line-edit', line)}?proposed"
    as_methodist.post(address, {"text": text, "note": "", "version": version})
    line.refresh_from_db()
    assert (line.rendered, line.is_manual, line.source) == (text, False, "events")


def test_adding_to_a_proposal_meets_a_colleagues_words_as_a_conflict(as_methodist, line, item, seminar):
    seen = line.version
    edit(as_methodist, line, "Прошли 2 семинара: слова коллеги")
    hold(item, date(2026, 2, 6), seminar)
    address = f"{line_url('line-edit', line)}?proposed"
    html = as_methodist.post(address, {"text": "Мои", "note": "", "version": seen}).content.decode()
    assert "изменил другой сотрудник" in html
    assert "<td>Прошли 2 семинара: слова коллеги</td>" in html


def test_the_same_words_are_not_made_to_look_different(as_methodist, line):
    html = page(as_methodist, line_url("line-refresh", line))
    assert "Портал предлагает те же слова" in html
    assert "<del" not in html


@pytest.mark.parametrize(("name", "choice"), [("line-refresh", {"take": "1"}), ("line-check", {})])
def test_nobody_decides_about_words_he_has_not_seen(as_methodist, line, name, choice):
    seen = line.version
    edit(as_methodist, line, "Слова другого, [проверьте: 5]")
    response = decide(as_methodist, name, line, choice, version=seen, follow=True)
    assert "Пока вы решали, строка изменилась" in response.content.decode()
    assert ReportLine.objects.get(pk=line.pk).text == "Слова другого, [проверьте: 5]"


# Editing a row


def test_the_form_shows_the_numbers_filled_in(as_methodist, line):
    html = page(as_methodist, line_url("line-edit", line), **HTMX)
    assert "Сейчас в строке" not in html
    assert "Проведено 2 семинара: 04.02.2026" in html
    assert "{f1}" not in html
    assert "<html" not in html
    assert "<html" in page(as_methodist, line_url("line-edit", line))


def test_rewriting_keeps_the_figures_whose_numbers_still_stand(as_methodist, line):
    edit(as_methodist, line, "За полугодие прошли семинары.\r\nВсего участников — 25.", "Приказ")
    line.refresh_from_db()
    assert line.text == "За полугодие прошли семинары.\nВсего участников — {f2}."
    assert (line.note, line.is_manual) == ("Приказ", True)
    assert [figure.value for figure in line.figures.all()] == [25]
    assert line.rendered.endswith("Всего участников — 25.")


def test_saving_without_a_change_leaves_the_row_the_portals_own(as_methodist, line):
    edit(as_methodist, line, line.rendered)
    line.refresh_from_db()
    assert not line.is_manual
    assert line.figures.count() == 2


def test_an_edited_row_comes_back_in_place_with_the_summary(as_methodist, line):
    html = edit(as_methodist, line, "Мои слова", **HTMX).content.decode()
    assert html.lstrip().startswith(f'<article id="row-{line.item_id}"')
    assert "написано вручную: 1" in html


def test_the_summary_remembers_which_rows_are_shown(as_methodist, line):
    there = {"HTTP_HX_CURRENT_URL": f"http://testserver{line.report.get_absolute_url()}?show=events"}
    html = edit(as_methodist, line, "Мои слова", **HTMX, **there).content.decode()
    assert 'href="/lugovoy/reports/2026H1/?show=manual">написано вручную: 1' in html
    assert "К следующей на проверку" in html
    assert '<a class="btn btn-sm btn-outline-secondary" href="/lugovoy/reports/2026H1/">все строки' in html


def test_two_people_editing_one_row_see_both_texts(as_methodist, line):
    seen = line.version
    edit(as_methodist, line, "Слова первого", version=seen)
    html = edit(as_methodist, line, "Слова второго", version=seen).content.decode()
    assert "изменил другой сотрудник" in html
    assert "Слова первого" in html
    assert "Слова второго" in html
    assert ReportLine.objects.get(pk=line.pk).text == "Слова первого"


def test_drafting_meanwhile_counts_as_another_persons_change(as_methodist, report, line, item, seminar):
    seen = line.version
    hold(item, date(2026, 2, 6), seminar)
    draft_report(report)
    html = edit(as_methodist, line, "Мои слова", version=seen).content.decode()
    assert "Проведено 3 семинара" in html
    assert "{f1}" not in html


def test_ready_phrases_of_the_item_are_offered(as_methodist, report, plan):
    line = report.lines.first()
    html = page(as_methodist, line_url("line-edit", line))
    assert f'data-copy="{line.item.template.phrases.first().text}"' in html


def test_the_history_of_a_row_can_be_read(as_methodist, line):
    edit(as_methodist, line, "Мои слова")
    html = page(as_methodist, line_url("line", line))
    assert "Мои слова" in html
    assert "Проведено 2 семинара: 04.02.2026" in html
    assert "А.П. Лугова" in html
    assert "{f1}" not in html


def test_reopening_the_row_in_place_gives_it_back(as_methodist, line):
    html = page(as_methodist, line_url("line", line), **HTMX)
    assert html.lstrip().startswith(f'<article id="row-{line.item_id}"')
