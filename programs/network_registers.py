"""The registers of agreements, of members of communities, and of visits."""

from operator import attrgetter, methodcaller

from django.db.models import Count

from organizations import perms
from records.registers import Column, Register, by_label

from .models import CommunityMember, NetworkAgreement, Visit
from .network_filters import AgreementFilter, MemberFilter, VisitFilter
from .registers import SECTION
from .resources import AgreementResource, MemberResource, VisitResource


def page_of(row):
    return row.get_absolute_url()


AGREEMENTS = Register(
    **SECTION,
    slug="agreements",
    title="Договоры о сотрудничестве",
    short_title="Договоры",
    page="network-agreement-list",
    may_read=perms.may_read_coverage,
    rows=NetworkAgreement.objects.select_related("organization", "municipality")
    .prefetch_related("partners__organization")
    .annotate(program_count=Count("programs")),
    filterset=AgreementFilter,
    columns=(
        Column("name", "Договор", str, order="signed_on", share=4, url=page_of),
        Column(
            "kind",
            "Вид",
            methodcaller("get_kind_display"),
            order=by_label("kind", NetworkAgreement.Kind.choices),
            share=3,
        ),
        Column(
            "organization",
            "Организация",
            attrgetter("organization.short_name"),
            order="organization__sort_key",
            share=4,
        ),
        Column("partners", "Партнёры", lambda row: "; ".join(map(str, row.partners.all())), share=5),
        Column(
            "programs", "Программ", attrgetter("program_count"), order="program_count", share=2, align="right"
        ),
        Column("starts_on", "Действует с", attrgetter("starts_on"), order="starts_on"),
        Column("ends_on", "Действует по", attrgetter("ends_on"), order="ends_on"),
        Column("standing", "Действие", lambda row: row.standing(row.municipality.today()), share=3),
    ),
    resource=AgreementResource,
    empty="Договоров пока нет: внесите первый, с партнёрами и программами.",
)
MEMBERS = Register(
    **SECTION,
    slug="communities",
    title="Состав сетевых сообществ",
    short_title="Состав сообществ",
    may_read=perms.may_read_office,
    rows=CommunityMember.objects.select_related("community__municipality", "organization").order_by(
        "community__name", "-is_coordinator", "organization__sort_key"
    ),
    filterset=MemberFilter,
    columns=(
        Column(
            "community",
            "Сообщество",
            attrgetter("community.name"),
            order="community__name",
            share=4,
            is_public=True,
            url=lambda row: page_of(row.community),
        ),
        Column(
            "organization",
            "Организация",
            attrgetter("organization.short_name"),
            order="organization__sort_key",
            share=5,
            is_public=True,
        ),
        Column(
            "part",
            "Роль",
            lambda row: "координатор" if row.is_coordinator else "участник",
            order="is_coordinator",
            share=3,
            is_public=True,
        ),
        Column("person", "Кто отвечает", attrgetter("person"), order="person", share=4),
    ),
    public_rows=lambda rows: rows.filter(community__is_active=True),
    resource=MemberResource,
    empty="Сообществ пока нет: они заводятся на странице «Сообщества».",
)
VISITS = Register(
    **SECTION,
    slug="visits",
    title="Выезды по моделям доступности",
    short_title="Выезды",
    may_read=perms.may_read_office,
    rows=Visit.objects.select_related("model__municipality", "program"),
    filterset=VisitFilter,
    columns=(
        Column("day", "Дата", attrgetter("day"), order="day", is_public=True),
        Column(
            "settlement",
            "Населённый пункт",
            attrgetter("settlement"),
            order="settlement",
            share=4,
            is_public=True,
        ),
        Column(
            "model",
            "Модель",
            attrgetter("model.name"),
            order="model__name",
            share=4,
            is_public=True,
            url=lambda row: page_of(row.model),
        ),
        Column(
            "program",
            "Программа",
            lambda row: row.program and str(row.program),
            order="program__sort_key",
            share=4,
        ),
        Column(
            "children",
            "Детей (посещений)",
            attrgetter("children"),
            order="children",
            align="right",
            is_public=True,
        ),
        Column("note", "Примечание", attrgetter("note"), share=4),
    ),
    public_rows=lambda rows: rows,
    resource=VisitResource,
    empty="Выездов пока нет: они записываются на странице модели доступности.",
)

NETWORK_REGISTERS = (AGREEMENTS, MEMBERS, VISITS)
