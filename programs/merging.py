"""What is merged, and by which rules beside the common ones of `records.merging`: organisations and programmes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from organizations.models import Organization, OrganizationAlias, Role
from records.merging import Merging

from .duplicates import similar_organizations, similar_programs
from .models import Assessment, Program, ProgramAlias, Review
from .models.classifiers import REGISTER_STATES

ROUNDS: tuple[Any, ...] = (Review, Assessment)
ASIDE = 10_000  # above every number of a round


class OrganizationMerging(Merging):
    model = Organization
    names = ("short_name", "name")

    def refusals(self, kept, other):
        yield from super().refusals(kept, other)
        if kept.is_moc and other.is_moc:
            yield "Обе организации работают как МОЦ: объединить их нельзя."
        elif other.is_moc:
            yield "Присоединяемая организация работает как МОЦ: поменяйте записи местами, чтобы осталась она."

    def remember(self, kept, spellings):
        for spelling in spellings:
            OrganizationAlias.objects.create(organization=kept, name=spelling)


class ProgramMerging(Merging):
    """Rounds of both are counted on in the order in which they were submitted."""

    model = Program
    names = ("name", "short_name")
    left_alone = frozenset({"parent"})
    renumbered = ROUNDS

    def refusals(self, kept, other):
        yield from super().refusals(kept, other)
        if kept.pk in (other.parent_id, other.pk) or kept.parent_id == other.pk:
            yield "Единая программа и программа, созданная по ней, — не одно и то же."
        elif kept.parent_id and other.copies.exists():
            yield "По присоединяемой программе работают другие организации: поменяйте записи местами."
        if other.state in REGISTER_STATES and kept.state not in REGISTER_STATES:
            yield "Присоединяемая программа стоит в реестре, а оставляемая — нет: поменяйте записи местами."
        if any(rounds.objects.filter(program=other).in_work().exists() for rounds in ROUNDS):
            yield "Присоединяемая программа на рецензии или экспертизе: сначала закончите её."

    def before(self, kept, other):
        """No number of one is a number of the other."""
        for rounds in ROUNDS:
            rounds.objects.filter(program=other).update(number=F("number") + ASIDE)

    def after(self, kept, other, user):
        for rounds in ROUNDS:
            self._count_on(rounds.objects.filter(program=kept))
        kept.entries.create(
            action="Присоединить программу",
            from_state=kept.state,
            to_state=kept.state,
            text=f"Присоединена программа «{other.name}» ({other.organization}), {other.standing}.",
            user=user,
            user_title=kept.post_of(user, Role.METHODIST),
        )

    def _count_on(self, rounds):
        """The one that is still going on is the last."""
        in_turn = sorted(rounds, key=lambda each: (not each.result, each.submitted_on, each.number))
        rounds.update(number=F("number") + 2 * ASIDE)
        for number, each in enumerate(in_turn, 1):
            rounds.filter(pk=each.pk).update(number=number)

    def remember(self, kept, spellings):
        for spelling in spellings:
            ProgramAlias.objects.create(program=kept, name=spelling)


@dataclass(frozen=True)
class Kind:
    """What can be merged: its rules, what looks alike, and how pages call it."""

    merging: Merging
    similar: Callable[[Any], list]
    section: str
    title: str
    related: tuple[str, ...]
    empty: str


KINDS = {
    "organizations": Kind(
        OrganizationMerging(),
        similar_organizations,
        "organizations",
        "Похожие организации",
        ("municipality",),
        "Похожих организаций нет. Если две записи об одной организации всё же найдутся, сравните их названия в списке.",
    ),
    "programs": Kind(
        ProgramMerging(),
        similar_programs,
        "programs",
        "Похожие программы",
        ("municipality", "organization"),
        "Похожих программ нет. Загляните сюда после загрузки реестра из файла.",
    ),
}
