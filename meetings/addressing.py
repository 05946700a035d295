"""Whom a clause binds, proposed from its words: «руководителям школ», «МОУ СОШ № 4», «управлению образования».

Names are looked for first, by number and by spelling; what is left of the words tells a group and its condition.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from documents.prose import normalise
from organizations.models import Appointment, Municipality, Organization, Person
from plans.likeness import stemmed

from .fan_out import organizations_of
from .models import Clause

Kind = Organization.Kind
Condition = Clause.Condition

TEACHING = (Kind.SCHOOL, Kind.KINDERGARTEN, Kind.SUPPLEMENTARY)
PLACES = r"(?:организац|учрежден)\w*"
# Each takes its words away from those that follow: «дошкольных учреждений» says nothing about other ones.
GROUPS: tuple[tuple[str, tuple[Organization.Kind, ...]], ...] = (
    (
        rf"дошкольн\w*(?: образовательн\w*)?(?: {PLACES})?|\bм?[кба]?доу\b|детск\w+ сад\w*|\bсад(?:у|ам)\b",
        (Kind.KINDERGARTEN,),
    ),
    (rf"{PLACES} дополнительного образования|\bудо\b|\bодо\b", (Kind.SUPPLEMENTARY,)),
    (r"школ\w* искусств|музыкальн\w+ школ\w*|художественн\w+ школ\w*", (Kind.CULTURE,)),
    (rf"{PLACES} культуры", (Kind.CULTURE,)),
    (rf"спортивн\w+ (?:школ\w*|{PLACES})|{PLACES} спорта", (Kind.SPORT,)),
    (rf"общеобразовательн\w+ {PLACES}|\bшкол(?:ам|ы)?\b|\bсош\b|\bооо?ш\b", (Kind.SCHOOL,)),
    (rf"\bобразовательн\w+ {PLACES}|\bоу\b|\bоо\b", TEACHING),
    (r"(?:управлени|отдел|комитет|департамент)\w* (?:по )?образовани\w*", (Kind.AUTHORITY,)),
    (r"колледж\w*|техникум\w*", (Kind.COLLEGE,)),
)
CONDITIONS = (
    (r"не име\w+\b.{0,60}лиценз|без лицензии|нет лицензии|лицензи\w+\b.{0,30}\bнет\b", Condition.NO_LICENCE),
    (r"точк\w+ роста", Condition.GROWTH_POINT),
    (r"\bсельск\w+", Condition.RURAL),
)
# Where the text itself names those whom it binds: «Рекомендовать СОШ № 4 разработать …», «Сельским школам открыть …».
PLACE_IN_DATIVE = (
    r"(?:\w+(?:ой|ому|им|ым) )?(?:школ(?:е|ам)|сад(?:у|ам)|гимнази(?:и|ям)|лице(?:ю|ям)|дому|центру|станции"
    r"|учреждени(?:ю|ям)|организаци(?:и|ям)|руководител\w+|директор\w+|заведующ\w+)"
)
NAMED_IN_TEXT = re.compile(
    rf"(?:(?:рекомендовать|поручить|предложить) (?P<after>.+?)|(?P<own>{PLACE_IN_DATIVE}\b.*?)),? "
    r"\w{2,}(?:ть|ти|чь|ться|тись)\b"
)
SCHOOLS, KINDERGARTENS = r"школ|гимнази|лице|сош|ооо?ш", r"сад|д/с|доу"
NUMBERED = re.compile(
    rf"\b(?P<kind>\w*(?:{SCHOOLS}|{KINDERGARTENS})\w*)[\s-]*№+\s*(?P<numbers>\d+(?:\s*(?:,|и)\s*(?:№\s*)?\d+)*)"
)
# What stands before a name: a post, and the short forms of law.
BEFORE_A_NAME = re.compile(
    r"\b(?:руководител|директор|заведующ|начальник|администраци)\w*\b|\b(?:м|г)[кба]?(?:у|оу|до?у|удо|оудо)\b|\bдо\b"
)
ALIKE = 88  # of 100: inflected names pass, another name of the same pattern does not


@dataclass(frozen=True)
class Addressees:
    """Whom a clause binds: a group with its condition, organisations by name, a person."""

    kinds: list[str] = field(default_factory=list)
    condition: str = ""
    organizations: list[Organization] = field(default_factory=list)
    person: Person | None = None

    def __bool__(self):
        return bool(self.kinds or self.organizations or self.person)

    def bound(self, municipality):
        """The organisations that would get the clause today."""
        named = [organization.pk for organization in self.organizations]
        return organizations_of(municipality, named, self.kinds, self.condition)


class Addressing:
    """Reads addressees of one municipality; its names are looked up once."""

    def __init__(self, municipality: Municipality, appointments: Iterable[Appointment]):
        self.appointments = list(appointments)
        self.organizations = list(
            municipality.organizations.filter(is_active=True).prefetch_related("aliases")
        )
        # The education office is a kind of its own, by whatever name a paper calls it.
        others = [organization for organization in self.organizations if organization.kind != Kind.AUTHORITY]
        names = ((name, organization) for organization in others for name in _names(organization))
        self.names = {_key(name): organization for name, organization in names if _key(name)}

    def propose(self, addressee_text: str, text: str) -> Addressees:
        """From the line above the clause; what the text itself names is nearer and goes first."""
        head = normalise(text).partition(":")[0]
        own_words = NAMED_IN_TEXT.match(head)
        in_text = self._read((own_words["after"] or own_words["own"]) if own_words else "")
        found = in_text or self._read(normalise(addressee_text))
        if found.kinds and not found.condition:
            return Addressees(found.kinds, _condition(head), found.organizations, found.person)
        return found

    def _read(self, words):
        if person := self._person(words):
            return Addressees(person=person)
        named, left = self._named(words)
        condition = _condition(left)
        kinds = _kinds(left) or ([Kind.SCHOOL] if condition == Condition.GROWTH_POINT else [])
        return Addressees(kinds, condition if kinds else "", named)

    def _person(self, words):
        """«Луговой А.П.» by the beginning of the surname and the initials; «методисту МОЦ» where there is but one."""
        people = {a.person for a in self.appointments if _is_named(a.person, words)}
        people = people or {a.person for a in self.appointments if stemmed(a.title) == stemmed(words)}
        return people.pop() if len(people) == 1 else None

    def _named(self, words):
        """The organisations named, and the words that name none."""
        named, left = [], NUMBERED.sub(" ", words)
        for match in NUMBERED.finditer(words):
            named += self._numbered(match["kind"], re.findall(r"\d+", match["numbers"]))
        for part in re.split(r"[,;]|\bи\b", left):
            if organization := self._spelled(part):
                named.append(organization)
                left = left.replace(part, " ")
        return list(dict.fromkeys(named)), left

    def _numbered(self, word, numbers):
        kind = Kind.KINDERGARTEN if re.search(KINDERGARTENS, word) else Kind.SCHOOL
        of_kind = [organization for organization in self.organizations if organization.kind == kind]
        return [o for number in numbers for o in of_kind if number in _numbers(o)]

    def _spelled(self, words):
        key = _key(words)
        if not key:
            return None
        found = process.extractOne(key, list(self.names), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self.names[found[0]] if found else None


def _is_named(person, words):
    initials = "".join(f"{name[0]}\\.?\\s*" for name in (person.first_name, person.patronymic) if name)
    surname = rf"\b{re.escape(person.surname[:-2] or person.surname)}\w{{0,4}}"
    spelled = rf"({surname}\s+{initials}|{initials}{surname})(?!\w)".replace("ё", "е").replace("Ё", "Е")
    return re.search(spelled, words, re.IGNORECASE) is not None


def _names(organization):
    return [
        organization.short_name,
        organization.name,
        *(alias.name for alias in organization.aliases.all()),
    ]


def _numbers(organization):
    return {number for name in _names(organization) for number in re.findall(r"№\s*(\d+)", name)}


def _key(name):
    """A name by the stems of its words, without posts and forms of law; empty for one told by its number alone."""
    words = BEFORE_A_NAME.sub(" ", normalise(name))
    return "" if "№" in words else stemmed(words)


def _kinds(words):
    found: list[Organization.Kind] = []
    for sign, kinds in GROUPS:
        words, times = re.subn(sign, " ", words)
        found += kinds if times else ()
    return list(dict.fromkeys(kind.value for kind in found))


def _condition(words):
    return next((condition.value for sign, condition in CONDITIONS if re.search(sign, words)), "")
