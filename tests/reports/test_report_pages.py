from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import LegalAct
from plans.models import Event, ItemResult, ResultFigure
from plans.periods import ReportingPeriod
from records.approval import APPROVAL
from records.models import PaperState, Remark
from reports.models import Report, ReportFigure, ReportLine
from reports.refreshing import draft_report, propose, start_report

pytestmark = pytest.mark.django_db
FIRST_HALF = ReportingPeriod(2026, 1)
HTMX = {"HTTP_HX_REQUEST": "true"}


def hold(item, day, kind, **facts):
    event = Event.objects.create(
        municipality=item.plan.municipality, starts_on=day, kind=kind, theme=f"Тема {day.day}", **facts
    )
    event.items.add(item)
    return event


@pytest.fixture
def report(plan):
    return start_report(plan, FIRST_HALF)


@pytest.fixture
def line(report, item, seminar):
    """A row with two figures: two seminars and their participants."""
    hold(item, date(2026, 2, 4), seminar, participants=12)
    hold(item, date(2026, 2, 5), seminar, participants=13)
    draft_report(report)
    return ReportLine.objects.get(report=report, item=item)


@pytest.fixture
def as_methodist(client, methodist):
    client.force_login(methodist)
    return client


def url(name, *args):
    return reverse(name, args=["lugovoy", *args])


def line_url(name, line):
    return url(name, FIRST_HALF, line.pk)


def figure_url(figure):
    return url("figure", FIRST_HALF, figure.line_id, figure.slot)


def page(client, address, **extra):
    response = client.get(address, **extra)
    assert response.status_code == 200
    return response.content.decode()


def settle_all(report, text="Работа велась."):
    report.lines.update(text=text, source="result", is_manual=True)


def decide(client, name, line, choice=None, version=None, **extra):
    version = version or ReportLine.objects.get(pk=line.pk).version
    return client.post(line_url(name, line), {"version": version, **(choice or {})}, **extra)


# The list


def test_without_a_plan_the_list_says_to_begin_one(as_methodist, municipality):
    assert "а плана пока нет" in page(as_methodist, url("report-list"))


def test_the_list_offers_the_half_years_of_the_plan_that_have_no_report(as_methodist, plan):
    start_report(plan, FIRST_HALF)
    html = page(as_methodist, url("report-list"))
    assert "Начать отчёт за I полугодие 2026 года" not in html
    assert "Начать отчёт за II полугодие 2026 года" in html
    assert "Отчёт опорного центра Лугового района за I полугодие 2026 года" in html


def test_a_school_year_is_reported_by_the_halves_it_covers(as_methodist, plan):
    plan.is_school_year = True
    plan.save()
    html = page(as_methodist, url("report-list"))
    assert "Начать отчёт за II полугодие 2026 года" in html
    assert "Начать отчёт за I полугодие 2027 года" in html


def test_a_report_is_begun_with_its_rows_drafted(as_methodist, plan):
    response = as_methodist.post(url("report-create", FIRST_HALF))
    report = Report.objects.get()
    assert response["Location"] == report.get_absolute_url() == "/lugovoy/reports/2026H1/"
    assert report.lines.count() == 31


def test_a_report_without_a_plan_is_refused_in_words(as_methodist, plan):
    response = as_methodist.post(url("report-create", ReportingPeriod(2031, 1)), follow=True)
    assert "Плана на 2031 год нет" in response.content.decode()
    assert not Report.objects.exists()


# The editor


def test_the_editor_shows_each_row_beside_its_sources(as_methodist, report, line):
    html = page(as_methodist, report.get_absolute_url())
    assert html.count('class="card-plain report-row"') == 31
    assert line.item.section.heading in html
    assert "04.02.2026 семинар: Тема 4" in html
    assert f"{url('event-create')}?item={line.item_id}" in html
    assert "из мероприятий: 1" in html
    assert "типовые фразы: 30" in html


def test_an_event_told_in_another_row_stands_among_the_sources_of_both(as_methodist, report, line, plan):
    later = plan.items().last()
    event = Event.objects.first()
    event.items.add(later)
    html = page(as_methodist, report.get_absolute_url())
    assert html.count(f'<a href="{url("event", event.pk)}">') == 2
    assert f'#row-{line.item_id}">строке {line.number}</a>' in html


def test_a_number_in_the_text_leads_to_where_it_came_from(as_methodist, report, line):
    figure = ReportFigure.objects.get(calculation="participants")
    address = figure_url(figure)
    assert f'<a href="{address}" title="Откуда число: {figure.label}">25</a>' in page(
        as_methodist, report.get_absolute_url()
    )
    html = page(as_methodist, address)
    assert "Откуда число 25" in html
    assert url("event", Event.objects.first().pk) in html


def test_the_page_of_a_number_tells_that_records_have_changed_since(as_methodist, line):
    Event.objects.update(participants=20)
    figure = ReportFigure.objects.get(calculation="participants")
    assert "получается 40" in page(as_methodist, figure_url(figure))


def test_the_page_of_an_entered_number_names_who_entered_it(as_methodist, report, item, methodist):
    result = ItemResult.objects.create(item=item, period="2026H1")
    ResultFigure.objects.create(
        result=result, label="Проведена экспертиза", value=76, unit="программа", entered_by=methodist
    )
    draft_report(report)
    html = page(as_methodist, figure_url(ReportFigure.objects.get()))
    assert "А.П. Лугова" in html
    assert "Проведена экспертиза — 76 программа" in html


def test_filters_show_their_rows_only(as_methodist, report, line):
    html = page(as_methodist, f"{report.get_absolute_url()}?show=events")
    assert html.count('class="card-plain report-row"') == 1
    assert f'id="row-{line.item_id}"' in html
    assert "Таких строк нет" in page(as_methodist, f"{report.get_absolute_url()}?show=manual")
    assert (
        page(as_methodist, f"{report.get_absolute_url()}?show=чепуха").count('class="card-plain report-row"')
        == 31
    )


def test_the_next_row_to_check_is_one_click_away_for_who_may_check_it(client, methodist, head, report, line):
    to_check = [other for other in report.lines.all() if other.needs_check]
    client.force_login(methodist)
    html = page(client, report.get_absolute_url())
    assert html.count("К следующей на проверку") == 1
    assert f'href="#row-{to_check[0].item_id}">К следующей на проверку' in html
    client.force_login(head)
    assert "К следующей на проверку" not in page(client, report.get_absolute_url())


def test_people_counted_at_some_events_only_are_a_warning_and_no_words_of_the_report(
    as_methodist, report, line, item, seminar
):
    event = hold(item, date(2026, 2, 6), seminar)
    draft_report(report)
    html = page(as_methodist, report.get_absolute_url())
    assert "Число участников внесено не по всем мероприятиям" in html
    assert f"{url('event-edit', event.pk)}?next={report.get_absolute_url()}%23row-{item.pk}" in html
    assert "люди посчитаны не везде: 1" in html
    assert "не по всем" not in page(as_methodist, url("report-paper", FIRST_HALF))


def test_a_row_without_anything_says_so(as_methodist, report, line):
    ReportLine.objects.filter(pk=line.pk).update(text="", source="nothing")
    html = page(as_methodist, report.get_absolute_url())
    assert "Сведения не внесены" in html
    assert "без сведений: 1" in html
    assert "нет сведений о результате" in html


def test_old_facts_are_marked_until_confirmed(as_methodist, report, line):
    ReportLine.objects.filter(pk=line.pk).update(text="Обучено [проверьте: 30] педагогов.", source="previous")
    html = page(as_methodist, report.get_absolute_url())
    assert '<mark><span class="visually-hidden">проверьте: </span>30</mark>' in html
    assert f"Строка {line.number}: проверьте даты и числа" in html
    html = decide(as_methodist, "line-check", line, **HTMX).content.decode()
    assert "Обучено 30 педагогов." in html
    assert "проверено" in html
    assert 'hx-swap-oob="true"' in html


def test_nothing_typed_into_a_row_becomes_markup(as_methodist, report, line):
    ReportLine.objects.filter(pk=line.pk).update(text="<b>{f1}</b> [проверьте: <i>5</i>]")
    html = page(as_methodist, report.get_absolute_url())
    assert "&lt;b&gt;" in html
    assert "<i>5</i>" not in html


def test_the_head_reads_the_editor_without_its_buttons(client, head, report, line):
    client.force_login(head)
    html = page(client, report.get_absolute_url())
    assert "04.02.2026 семинар: Тема 4" in html
    assert "Изменить" not in html
    assert "Обновить весь отчёт" not in html


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


def edit(client, line, text, note="", version=None, **extra):
    data = {"text": text, "note": note, "version": version or ReportLine.objects.get(pk=line.pk).version}
    return client.post(line_url("line-edit", line), data, **extra)


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
    line = (
        report.lines.get(item__template__code="site-section", report=report)
        if False
        else report.lines.first()
    )
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


# On its way to approval


def test_what_stands_in_the_way_is_told_before_sending(as_methodist, report, line, methodist):
    ReportLine.objects.filter(pk=line.pk).update(text="Обучено [проверьте: 30] педагогов.")
    address = url("paper-transition", report.pk, "submit")
    response = as_methodist.post(address, {"seen_version": report.version})
    assert response.status_code == 422
    assert "проверьте даты и числа, взятые из прошлого отчёта" in response.content.decode()


def test_remarks_stand_at_their_rows(as_methodist, report, line, head):
    Remark.objects.create(record=report, row=line.item_id, text="Уточните число", author=head)
    Remark.objects.create(record=report, text="Ко всему", author=head)
    html = page(as_methodist, report.get_absolute_url())
    assert "Замечание: Уточните число" in html
    assert "Ко всему" in html
    assert "с замечаниями: 1" in html


def test_a_report_on_its_way_is_read_only(as_methodist, report, line, methodist):
    settle_all(report)
    APPROVAL.perform("submit", report, methodist)
    html = page(as_methodist, report.get_absolute_url())
    assert "Изменить<" not in html
    assert edit(as_methodist, line, "Слова").status_code == 403
    assert as_methodist.post(line_url("line-check", line)).status_code == 403
    response = as_methodist.post(url("report-draft", FIRST_HALF), follow=True)
    assert "сформировать его заново нельзя" in response.content.decode()


@pytest.fixture
def approved(report, line, methodist, head, authority):
    ReportLine.objects.exclude(pk=line.pk).update(text="Работа велась.", is_manual=True)
    APPROVAL.perform("submit", report, methodist)
    APPROVAL.perform("pass", report, head)
    return APPROVAL.perform("pass", report, authority)


def test_an_approved_report_shows_its_edition_whatever_changes_later(as_methodist, approved, line):
    ReportLine.objects.filter(pk=line.pk).update(text="Слова после утверждения")
    html = page(as_methodist, approved.get_absolute_url())
    assert "Проведено 2 семинара" in html
    assert "Слова после утверждения" not in html
    assert "Откуда числа: 2" in html


def test_an_approved_report_leads_to_the_events_behind_its_rows_and_their_orders(
    as_methodist, approved, line, django_assert_max_num_queries
):
    event = line.item.events.first()
    act = LegalAct.objects.create(municipality=event.municipality, number="13/1", date=date(2026, 2, 3))
    event.acts.add(act)
    with django_assert_max_num_queries(15):
        html = page(as_methodist, approved.get_absolute_url())
    sources = html.partition("Мероприятия за строками отчёта")[2]
    for address in (event.get_absolute_url(), act.get_absolute_url(), f"#row-{line.item_id}"):
        assert f'href="{address}"' in sources


def test_a_page_that_shows_a_paper_has_one_main_heading(as_methodist, approved):
    for address in (approved.get_absolute_url(), approved.get_paper_url()):
        assert page(as_methodist, address).count("<h1") == 1


def test_a_number_of_an_approved_report_is_opened_as_it_was_approved(as_methodist, approved, line):
    ReportFigure.objects.filter(calculation="participants").update(value=99, label="Другое число")
    assert ">25</td>" in page(as_methodist, approved.get_absolute_url())
    address = url("figure", FIRST_HALF, line.pk, "f2")
    html = page(as_methodist, address)
    assert "Откуда число 25" in html
    assert "Другое число" not in html
    assert "записи изменились" not in html
    Event.objects.update(participants=20)
    html = page(as_methodist, address)
    assert "Откуда число 25" in html
    assert "получается 40" in html
    assert "Число в утверждённом отчёте прежнее" in html


def test_an_approved_number_still_tells_who_entered_it_and_when(
    client, plan, item, methodist, head, authority
):
    result = ItemResult.objects.create(item=item, period="2026H1")
    ResultFigure.objects.create(result=result, label="Обучено", value=5, unit="ребёнок", entered_by=methodist)
    report = start_report(plan, FIRST_HALF)
    ReportLine.objects.exclude(item=item).update(text="Работа велась.", is_manual=True)
    for name, user in (("submit", methodist), ("pass", head), ("pass", authority)):
        APPROVAL.perform(name, report, user)
    ReportFigure.objects.update(entered_by=None, entered_at=None)
    client.force_login(head)
    html = page(client, url("figure", FIRST_HALF, report.lines.get(item=item).pk, "f1"))
    assert "А.П. Лугова" in html
    assert "Внесено" in html


def test_a_number_that_no_row_has_is_not_found(as_methodist, approved, line):
    assert as_methodist.get(url("figure", FIRST_HALF, line.pk, "f3")).status_code == 404


def test_an_organisation_reads_the_approved_report_without_its_workings(client, director, approved):
    client.force_login(director)
    html = page(client, approved.get_absolute_url())
    assert "Проведено 2 семинара" in html
    assert "Откуда числа" not in html
    figure = ReportFigure.objects.first()
    assert client.get(figure_url(figure)).status_code == 404


def test_an_organisation_does_not_see_a_draft(client, director, report):
    client.force_login(director)
    assert client.get(report.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("file_format", ["pdf", "docx", "xlsx"])
def test_the_report_can_be_had_as_a_file(as_methodist, report, file_format):
    response = as_methodist.get(url("report-file", FIRST_HALF, file_format))
    assert response.status_code == 200
    assert len(response.content) > 2000


def test_the_paper_can_be_read_as_printed(as_methodist, report, line):
    html = page(as_methodist, url("report-paper", FIRST_HALF))
    assert "ПРОЕКТ" in html
    assert "Сведения внесены по состоянию на" in html
    assert "Территориальная зона" in html


# Who may what


def test_a_stranger_finds_nothing(client, stranger, report, line):
    client.force_login(stranger)
    for address in (
        url("report-list"),
        report.get_absolute_url(),
        line_url("line", line),
        line_url("line-edit", line),
        url("report-file", FIRST_HALF, "pdf"),
        figure_url(ReportFigure.objects.first()),
    ):
        assert client.get(address).status_code == 404, address


def test_a_row_of_another_municipality_is_not_found_in_ones_own(
    client, stranger, report, line, other_municipality
):
    client.force_login(stranger)
    for name in ("line", "line-edit", "line-refresh"):
        address = reverse(name, args=[other_municipality.slug, FIRST_HALF, line.pk])
        assert client.get(address).status_code == 404


def test_a_row_is_found_in_its_own_period_only(as_methodist, plan, line):
    start_report(plan, ReportingPeriod(2026, 2))
    assert as_methodist.get(url("line", ReportingPeriod(2026, 2), line.pk)).status_code == 404


@pytest.mark.parametrize("role", ["head", "authority", "rmc"])
def test_those_who_only_read_may_not_change_a_row(request, client, role, report, line):
    client.force_login(request.getfixturevalue(role))
    assert client.get(report.get_absolute_url()).status_code == 200
    assert edit(client, line, "Чужие слова").status_code == 403
    assert client.post(line_url("line-check", line)).status_code == 403
    assert client.post(line_url("line-refresh", line), {"take": "1"}).status_code == 403
    assert client.post(url("report-draft", FIRST_HALF)).status_code == 403
    assert client.post(url("report-create", FIRST_HALF)).status_code == 403


# Numbers of queries


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        page(client, address)
    return len(queries)


def test_the_editor_asks_as_often_for_all_rows_as_for_one(
    as_methodist, report, plan, seminar, methodist, head
):
    items = list(plan.items())

    def fill(item):
        act, _ = LegalAct.objects.get_or_create(
            municipality=plan.municipality, number="1", date=date(2026, 1, 9)
        )
        hold(item, date(2026, 2, 4), seminar, participants=5).acts.add(act)
        result = ItemResult.objects.create(item=item, period="2026H1", text="Слова")
        ResultFigure.objects.create(result=result, label="Обучено", value=5, unit="ребёнок")
        Remark.objects.create(record=report, row=item.pk, text="Уточните", author=head)
        report.log_transition("Отозвать", PaperState.DRAFT, methodist, "methodist", {})

    fill(items[0])
    draft_report(report)
    one = count_queries(as_methodist, report.get_absolute_url())
    for item in items[1:]:
        fill(item)
    draft_report(report)
    assert count_queries(as_methodist, report.get_absolute_url()) == one <= 15


def test_the_list_asks_as_often_for_many_reports_as_for_one(as_methodist, plan, report):
    one = count_queries(as_methodist, url("report-list"))
    for year in range(2030, 2059):
        Report.objects.create(municipality=plan.municipality, plan=plan, period=f"{year}H1", title="Отчёт")
    assert count_queries(as_methodist, url("report-list")) == one <= 15


def test_the_other_pages_ask_little(as_methodist, line):
    figure = ReportFigure.objects.first()
    for address in (
        line_url("line", line),
        line_url("line-edit", line),
        f"{line_url('line-edit', line)}?proposed",
        line_url("line-refresh", line),
        figure_url(figure),
    ):
        assert count_queries(as_methodist, address) <= 15, address
