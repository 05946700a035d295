"""The yearly plan as an official paper."""

from documents.paper import Column, Paper, Row, SectionRow, Signature, Stamp, Table
from documents.prose import date_in_words

COLUMNS = (
    Column("number", "№ п/п", share=2),
    Column("title", "Наименование мероприятия", share=7),
    Column("expected_result", "Результат", share=4),
    Column("deadline", "Сроки", share=3),
    Column("responsible", "Ответственные", share=4),
)


def plan_paper(plan, approval=None) -> Paper:
    """The plan drawn from its rows; `approval` is the snapshot just being stored, None for a draft."""
    municipality = plan.municipality
    return Paper(
        title=(
            "ПЛАН МЕРОПРИЯТИЙ",
            "муниципального опорного центра дополнительного образования детей",
            f"{municipality.name_genitive} на {plan.year_label}",
        ),
        draft=approval is None,
        approval=approval_stamp(approval),
        body=(Table(COLUMNS, tuple(_rows(plan))),),
        signatures=(head_signature(plan),),
        revision=revision_mark(approval),
    )


def plan_problems(plan) -> list[str]:
    """What has to be mended before the plan may be sent for approval."""
    items = list(plan.items().in_force().values_list("number", "title", "deadline_text"))
    if not items:
        return ["В плане нет ни одного пункта."]
    return [f"Пункт {number}: не указан срок." for number, _, deadline in items if not deadline]


def approval_stamp(snapshot) -> Stamp:
    """УТВЕРЖДАЮ with the approver of the snapshot, or to be filled in by hand."""
    if snapshot is None:
        return Stamp("УТВЕРЖДАЮ")
    return Stamp(
        "УТВЕРЖДАЮ",
        post=snapshot.approver_post,
        name=snapshot.approver_name,
        date=date_in_words(snapshot.approved_on),
        act=snapshot.act,
    )


def head_signature(record) -> Signature:
    """The head of the centre by the post held today; empty places to sign when nobody holds it."""
    appointment = (
        record.municipality.appointments.on(record.municipality.today())
        .filter(role="moc_head")
        .select_related("person")
        .first()
    )
    if appointment is None:
        return Signature("Руководитель МОЦ", "")
    return Signature(appointment.title, appointment.person.short_name)


def revision_mark(snapshot) -> str:
    return f"Редакция {snapshot.number}" if snapshot is not None and snapshot.number > 1 else ""


def _rows(plan):
    for section in plan.sections.prefetch_related("items"):
        in_force = [item for item in section.items.all() if item.withdrawn_on is None]
        if section.title and in_force:
            yield SectionRow(section.heading)
        for item in in_force:
            cells = (item.number, item.title, item.expected_result, item.deadline_text, item.responsible)
            yield Row(cells, key=str(item.pk))
