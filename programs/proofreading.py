"""The yearly proof-reading: what is to be mended in which card, without opening the cards.

Gaps are kept with each programme by its `save`, so a whole municipality is read in a handful of plain queries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from .completeness import EMPTY, REQUIRED, SUSPICIONS, field_of, gap_words, value_of
from .editing import open_fields
from .models import Assessment, FoundRight, Program, ProgramGroup, RoundResult
from .models.classifiers import REGISTER_STATES
from .models.school_years import current_school_year
from .set_suspicions import LABELS, Found, set_suspicions

FACTS = (
    *("pk", "name", "name_key", "organization_id", "register", "state"),
    *("completeness", "gaps", "external_url"),
)
# What can be mended in the list; a file is uploaded on the programme's own page.
FILLED_IN_PLACE = frozenset({*REQUIRED, *(suspicion.field for suspicion in SUSPICIONS.values())} - {"file"})


@dataclass(frozen=True)
class Mend:
    """Something to mend in a card: a sentence, and the field to go to; no field when it is not of the card."""

    code: str
    field: str
    sentence: str
    value: str | None = None  # None: it follows from the programme's own fields

    @property
    def is_empty(self) -> bool:
        return self.code.startswith(EMPTY)


@dataclass
class ProofCard:
    """A programme with what is to be mended in its card."""

    pk: int
    name: str
    organization_id: int
    register: str
    state: str
    completeness: int
    mends: list[Mend] = field(default_factory=list)

    @property
    def open_names(self) -> set[str]:
        """Those of the fields with something to mend that may be changed in the present state."""
        fields, is_registered = open_fields(self.state), self.state in REGISTER_STATES
        return {
            mend.field for mend in self.mends if mend.field in fields or (is_registered and mend.is_empty)
        }

    @property
    def is_mended_in_place(self) -> bool:
        return not self.open_names.isdisjoint(FILLED_IN_PLACE)

    @property
    def suspicious(self):
        return [mend for mend in self.mends if not mend.is_empty]


@cache
def mend_of(code: str) -> Mend:
    return Mend(code, field_of(code), gap_words(Program, code))


def label_of(code: str) -> str:
    """The kind of a gap, for a list of kinds: «не заполнено: аннотация»."""
    words = LABELS.get(code) or gap_words(Program, code).rstrip(".")
    return words[0].lower() + words[1:]


def proof_cards(municipality, today) -> list[ProofCard]:
    """The cards of all programmes that are not in the archive, each with its mends, in the order of the register."""
    programs = Program.objects.filter(municipality=municipality).kept()
    rows = list(programs.values_list(*FACTS, named=True))
    found = defaultdict(list)
    for suspicion in set_suspicions(rows, _with_groups(municipality, today), _ends(municipality), today):
        found[suspicion.program].append(suspicion)
    right = _found_right(municipality)
    return [_card(row, found.get(row.pk, ()), right) for row in rows]


def _card(row, found: Iterable[Found], right):
    mends = [mend_of(code) for code in row.gaps]
    mends += [Mend(one.code, one.field, one.sentence, one.value) for one in found]
    wrong = [mend for mend in mends if not _is_right(right.get((row.pk, mend.code)), mend)]
    return ProofCard(row.pk, row.name, row.organization_id, row.register, row.state, row.completeness, wrong)


def _is_right(value, mend):
    return value is not None and mend.value in (None, value)


def _with_groups(municipality, today):
    groups = ProgramGroup.objects.filter(
        program__municipality=municipality, school_year=current_school_year(today)
    )
    return set(groups.order_by().values_list("program_id", flat=True))


def _ends(municipality):
    """Until when the last conclusion on each programme holds."""
    passed = Assessment.objects.filter(program__municipality=municipality, result=RoundResult.PASSED)
    return dict(passed.order_by("number").values_list("program_id", "valid_until"))


def _found_right(municipality) -> dict[tuple[int, str], str]:
    """What was found right, by programme and code; left out where the field has changed since."""
    rows = FoundRight.objects.filter(program__municipality=municipality).select_related("program")
    held = (row for row in rows if row.code in LABELS or row.value == value_of(row.program, row.code))
    return {(row.program_id, row.code): row.value for row in held}


# Sums


@dataclass(frozen=True)
class Tally:
    """How far the cards of one organisation, or of all, are in order."""

    organization_id: int | None
    programs: int
    completeness: int
    whole: int
    suspicious: int
    mends: int


def tally(cards: Iterable[ProofCard], organization_id=None) -> Tally:
    cards = list(cards)
    return Tally(
        organization_id=organization_id,
        programs=len(cards),
        completeness=sum(card.completeness for card in cards) // max(len(cards), 1),
        whole=sum(not card.mends for card in cards),
        suspicious=sum(bool(card.suspicious) for card in cards),
        mends=sum(len(card.mends) for card in cards),
    )


def by_organization(cards: Iterable[ProofCard]) -> list[Tally]:
    """The organisations whose cards lack most first."""
    grouped = defaultdict(list)
    for card in cards:
        grouped[card.organization_id].append(card)
    tallies = [tally(cards, organization) for organization, cards in grouped.items()]
    return sorted(tallies, key=lambda one: (one.completeness, -one.mends))


def by_kind(cards: Iterable[ProofCard]) -> list[tuple[str, str, int]]:
    """Each kind of gap with its words and in how many cards it is, the most frequent first."""
    counted = Counter(mend.code for card in cards for mend in card.mends)
    return [(code, label_of(code), number) for code, number in counted.most_common()]
