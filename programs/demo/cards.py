"""Cards of the demo's programmes, composed from the words of the story."""

from decimal import Decimal

from ..models import Program, ProgramKind, ProgramRegister, StudyForm

PAID_BY_HOUR = (ProgramRegister.PAID, ProgramRegister.CERTIFIED)
# How the name of a programme begins.
KIND_WORDS = {
    ProgramKind.GENERAL_DEVELOPMENT: "Дополнительная общеразвивающая программа",
    ProgramKind.PRE_PROFESSIONAL: "Дополнительная предпрофессиональная программа",
    ProgramKind.SPORTS_TRAINING: "Дополнительная образовательная программа спортивной подготовки",
}
LITTLE = 7  # a theme for children up to this age is one for kindergartens
# What somebody forgot or mistyped, so that the list of cards to mend is not empty.
SLIPS = (
    lambda program: {"annotation": ""},
    lambda program: {"authors": ""},
    lambda program: {"approval_order": ""},
    lambda program: {"activity": ""},
    lambda program: {"capacity": None},
    lambda program: {"annotation": program.name},
    lambda program: {"name": program.name.upper()},
    lambda program: {"age_to": 19},
    lambda program: {"children": (program.capacity or 0) + 9},
    lambda program: {"is_modular": True, "module_count": None},
)


class CardWriter:
    """Writes the programmes of an organisation one after another, each under a name of its own."""

    def __init__(self, story, year, random, files):
        self.story, self.year, self.random, self.files = story, year, random, files
        self.started = 0

    def names(self, organization, areas, only=()):
        """Without end: the themes of the areas by turns, then their second steps, beginning elsewhere each time."""
        themes = self._themes(organization, areas, only)
        self.started += 1
        start = 5 * self.started % len(themes)
        for step in range(1, 9):
            for area, theme in themes[start:] + themes[:start]:
                yield area, theme, "" if step == 1 else f". Ступень {step}"

    def _themes(self, organization, areas, only):
        """Those named, or all that need no pool and no horses; kindergartens have their own."""
        for_little = organization.kind == "kindergarten"
        by_area = [
            [
                (area, theme)
                for theme in self.story["areas"][area]["themes"]
                if (theme[0] in only if only else len(theme) == 5 and (theme[4] <= LITTLE) == for_little)
            ]
            for area in areas
        ]
        longest = max(len(themes) for themes in by_area)
        return [themes[place] for place in range(longest) for themes in by_area if place < len(themes)]

    def write(self, organization, area, theme, step="", **facts) -> Program:
        short_name, activity, children_do, age_from, age_to = theme[:5]
        short_name += step
        program = Program(
            organization=organization,
            short_name=short_name,
            focus_area=area,
            activity=activity,
            age_from=age_from,
            age_to=age_to,
            file=self.files[area],
            **self._size(),
            **self._kind(organization),
            **self._flags(),
            **self._papers(),
        )
        for name, value in facts.items():
            setattr(program, name, value)
        program.name = f"{KIND_WORDS[ProgramKind(program.kind)]} «{short_name}»"
        why = self.story["areas"][area]["why"]
        program.annotation = f"Ребята {children_do}. {why} На занятия отводится {program.hours} ч."
        return program

    def slip(self, program):
        """One card in seven lacks something."""
        if self.random.random() < 1 / 7:
            for name, value in self.random.choice(SLIPS)(program).items():
                setattr(program, name, value)

    def choose(self, shares: dict[str, int]) -> str:
        return self.random.choices(list(shares), list(shares.values()))[0]

    def _size(self):
        years = self.random.choice([1, 1, 1, 2, 2, 3])
        groups = self.random.choice([1, 1, 2, 2, 3])
        group = self.random.choice([10, 12, 15])
        return {
            "years": Decimal(years),
            "hours": 36 * self.random.choice([1, 2, 2, 4, 4, 6]) * years,
            "capacity": groups * group,
            "group_min": group - 4,
            "group_max": group,
        }

    def _kind(self, organization):
        shares = self.story["registers"]
        register = self.choose(shares.get(organization.kind, shares["default"]))
        facts: dict = {
            "register": register,
            "level": self.choose(self.story["levels"]),
            "study_form": self.choose(self.story["forms"]),
        }
        if register in PAID_BY_HOUR:
            facts["price_per_hour"] = Decimal(self.random.randrange(60, 190, 5))
        if register == ProgramRegister.PRE_PROFESSIONAL:
            facts["kind"] = ProgramKind.PRE_PROFESSIONAL
        elif organization.kind == "sport" and register == ProgramRegister.BUDGET:
            facts["kind"] = ProgramKind.SPORTS_TRAINING
        else:
            facts["kind"] = ProgramKind.GENERAL_DEVELOPMENT
        if facts["study_form"] in (StudyForm.REMOTE, StudyForm.WITH_REMOTE_MODULES):
            facts["uses_distance_learning"] = True
        return facts

    def _flags(self):
        flags = {
            name for name, percent in self.story["flags"].items() if self.random.random() * 100 < percent
        }
        modules = {"module_count": self.random.randint(2, 5)} if "is_modular" in flags else {}
        return dict.fromkeys(flags, True) | modules

    def _papers(self):
        year = self.year - self.random.choice([0, 0, 1, 1, 2])
        number, surnames = self.random.randint(40, 180), self.story["surnames"]
        # The teachers of one organisation are few, and other than those of the next.
        place = (3 * self.started + self.random.randrange(3)) % len(surnames)
        return {
            "authors": f"{surnames[place]} {self.story['initials'][place % 8]}",
            "council_protocol": f"№ 1 от 28.08.{year}",
            "approval_order": f"приказ № {number} от 29.08.{year}",
            "year_developed": year,
        }
