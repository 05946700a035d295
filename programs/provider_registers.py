"""The registers of providers, of moderators, and of what they asked."""

from operator import attrgetter, methodcaller
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.text import Truncator

from organizations import perms
from organizations.models import Organization
from records.registers import Column, Register, by_label

from .models import Consultation, Moderator, ProgramRegister, Provider
from .models.classifiers import REGISTER_STATES
from .network_registers import page_of
from .provider_filters import ConsultationFilter, ModeratorFilter, ProviderFilter
from .registers import SECTION
from .resources import ConsultationResource, ModeratorResource, ProviderResource

IN_REGISTER = Q(organization__programs__state__in=REGISTER_STATES)
OWNERSHIP = by_label("organization__ownership", Organization.Ownership.choices)
OF_PROVIDER: dict[str, Any] = {"order": "organization__sort_key", "share": 5}


def facts_of_organization(key, title, order="", share=3):
    """A column of what the organisation's own card tells."""
    return Column(key, title, attrgetter(f"organization.{key}"), order=order, share=share, is_public=True)


PROVIDERS = Register(
    **SECTION,
    slug="providers",
    title="Реестр поставщиков",
    short_title="Поставщики",
    page="provider-list",
    may_read=perms.may_read_office,
    rows=Provider.objects.select_related("organization__municipality").annotate(
        programs=Count("organization__programs", filter=IN_REGISTER),
        certified=Count(
            "organization__programs",
            filter=IN_REGISTER & Q(organization__programs__register=ProgramRegister.CERTIFIED),
        ),
        enrolments=Sum("organization__programs__children", filter=IN_REGISTER),
    ),
    filterset=ProviderFilter,
    columns=(
        Column("name", "Организация", str, order="organization__sort_key", share=5, is_public=True, url=page_of),
        Column(
            "ownership",
            "Собственность",
            lambda row: row.organization.get_ownership_display(),
            order=OWNERSHIP,
            share=3,
            is_public=True,
        ),
        facts_of_organization("inn", "ИНН", order="organization__inn"),
        facts_of_organization("licence", "Лицензия", share=4),
        Column("starts_on", "Включена", attrgetter("starts_on"), order="starts_on", is_public=True),
        Column("ends_on", "Исключена", attrgetter("ends_on"), order="ends_on"),
        Column(
            "programs", "Программ в реестре", attrgetter("programs"), order="programs", align="right",
            is_public=True,
        ),
        Column("certified", "из них ПФ", attrgetter("certified"), order="certified", align="right"),
        Column("enrolments", "Зачислений", attrgetter("enrolments"), order="enrolments", align="right"),
    ),
    public_rows=lambda rows: rows,
    resource=ProviderResource,
    empty="В реестре поставщиков сегодня никого нет: включите первую организацию.",
)  # fmt: skip
MODERATORS = Register(
    **SECTION,
    slug="moderators",
    title="Модераторы навигатора",
    short_title="Модераторы",
    page="moderator-list",
    may_read=perms.may_read_office,
    rows=Moderator.objects.select_related("organization__municipality"),
    filterset=ModeratorFilter,
    columns=(
        Column("name", "Модератор", attrgetter("name"), order="name", share=4, url=page_of),
        Column("organization", "Организация", attrgetter("organization.short_name"), **OF_PROVIDER),
        Column("post", "Должность", attrgetter("post"), order="post", share=4),
        Column("phone", "Телефон", attrgetter("phone"), share=3),
        Column("email", "Почта", attrgetter("email"), share=4),
        Column("act", "Чем назначен", attrgetter("act"), share=4),
        Column("starts_on", "С", attrgetter("starts_on"), order="starts_on"),
        Column("ends_on", "По", attrgetter("ends_on"), order="ends_on"),
    ),
    resource=ModeratorResource,
    empty="Модераторов пока нет: внесите тех, кто ведёт карточки организаций в навигаторе.",
)
CONSULTATIONS = Register(
    **SECTION,
    slug="consultations",
    title="Обращения модераторов",
    short_title="Обращения",
    page="consultation-list",
    may_read=perms.may_read_coverage,
    rows=Consultation.objects.select_related("organization__municipality", "moderator", "program"),
    filterset=ConsultationFilter,
    columns=(
        Column("question", "Вопрос", lambda row: Truncator(row.question).chars(120), share=7, url=page_of),
        Column("asked_on", "Дата", attrgetter("asked_on"), order="asked_on"),
        Column(
            "kind",
            "Вид",
            methodcaller("get_kind_display"),
            order=by_label("kind", Consultation.Kind.choices),
            share=3,
        ),
        Column("organization", "Организация", attrgetter("organization.short_name"), **OF_PROVIDER),
        Column("moderator", "Модератор", lambda row: row.moderator and row.moderator.name, share=4),
        Column("program", "Программа", lambda row: row.program and str(row.program), share=4),
        Column("answer", "Ответ", lambda row: Truncator(row.answer).chars(200) or "ждёт ответа", share=6),
        Column("answered_on", "Дата ответа", attrgetter("answered_on"), order="answered_on"),
    ),
    resource=ConsultationResource,
    empty="Обращений пока нет.",
)

PROVIDER_REGISTERS = (PROVIDERS, MODERATORS, CONSULTATIONS)
