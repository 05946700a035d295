"""What goes on around the demo's programmes: groups, agreements, communities, visits, new places, providers, moderators."""

from datetime import date, timedelta

from ..models import (
    AccessibilityModel,
    CommunityMember,
    Consultation,
    DeclaredPlaces,
    Moderator,
    NetworkAgreement,
    NetworkCommunity,
    NewPlaces,
    Partner,
    Program,
    ProgramGroup,
    ProgramState,
    Provider,
    Visit,
)
from ..models.school_years import current_school_year

FUNDING = {
    "budget": ProgramGroup.Funding.MUNICIPAL,
    "paid": ProgramGroup.Funding.PAID,
    "certified": ProgramGroup.Funding.CERTIFICATE,
}


class NetworksStory:
    """Enters them for programmes that are saved already."""

    def __init__(self, programs):
        self.story, self.random, self.users = programs.story, programs.random, programs.users
        self.municipality, self.today, self.year = programs.municipality, programs.today, programs.year
        self.programs, self.organizations, self.day = programs.programs, programs.organizations, programs.day

    def enter(self) -> None:
        published = [one for one in self.programs if one.state == ProgramState.PUBLISHED]
        groups = [group for program in published for group in self._groups(program)]
        for group in groups:
            group.prepare()
        ProgramGroup.objects.bulk_create(groups)
        for agreement in self.story["agreements"]:
            self._sign(*agreement)
        for community in self.story["communities"]:
            self._found(*community)
        for model in self.story["models"]:
            self._describe(*model)
        self._add_places(**self.story["new_places"])
        self._register()
        self._consult()

    def _groups(self, program):
        """Of this school year, each with the places of a share of the programme."""
        year, size = current_school_year(self.today), program.group_max
        for number in range(1, (program.capacity or 0) // size + 1):
            yield ProgramGroup(
                program=program,
                school_year=year,
                name=f"Группа {number}",
                teacher=program.authors,
                places=size,
                taken=size - self.random.choice([0, 0, 1, 2, 4]),
                hours_per_year=max(1, round(program.hours / max(program.years, 1))),
                starts_on=self.day("-09-10").replace(year=year),
                ends_on=self.day("-05-25").replace(year=year + 1),
                funding=FUNDING.get(program.register, ProgramGroup.Funding.MUNICIPAL),
                address=program.organization.settlement,
                schedule=self.random.choice(self.story["schedules"]),
            )

    def _sign(self, kind, name, number, signed, ends, subject, partners, programs):
        day = self.day(signed)
        agreement = NetworkAgreement.objects.create(
            kind=kind,
            organization=self.organizations[name],
            number=number,
            signed_on=day,
            starts_on=day,
            ends_on=ends and date.fromisoformat(f"{self.year}-{ends}"),
            subject=subject,
        )
        for partner, other in partners:
            named = (
                {"organization": self.organizations[partner]}
                if partner
                else {"name": other[0], "kind": other[1]}
            )
            Partner.objects.create(agreement=agreement, **named)
        taught = [one for one in self._of(name) if not (one.is_network or one.is_seasonal)][:programs]
        agreement.programs.set(taught)
        for program in taught:
            program.is_network = True
        Program.objects.filter(pk__in=[one.pk for one in taught]).update(is_network=True)

    def _of(self, name):
        states = (ProgramState.PUBLISHED, ProgramState.REGISTERED)
        return [one for one in self.programs if str(one.organization) == name and one.state in states]

    def _found(self, name, theme, since, members, is_active):
        community = NetworkCommunity.objects.create(
            municipality=self.municipality,
            name=name,
            theme=theme,
            starts_on=self.day(since),
            is_active=is_active,
        )
        for place, member in enumerate(members):
            CommunityMember.objects.create(
                community=community,
                organization=self.organizations[member],
                is_coordinator=place == 0,
                person=self._teacher(place + len(name)),
            )

    def _describe(self, name, description, organization, area, is_active, visits):
        model = AccessibilityModel.objects.create(
            municipality=self.municipality,
            name=name,
            description=description,
            organization=self.organizations[organization],
            is_active=is_active,
        )
        taught = [one for one in self._of(organization) if one.focus_area == area][:2]
        model.programs.set(taught)
        Visit.objects.bulk_create(
            Visit(
                model=model,
                day=self.day(day),
                settlement=settlement,
                children=children,
                program=taught[0] if taught else None,
                note=note,
            )
            for day, settlement, children, note in visits
            if self.has_come(day)
        )

    def has_come(self, told):
        return f"{self.year}-{told}" <= f"{self.today}"

    def _add_places(self, declared, rows):
        places, money, source = declared
        DeclaredPlaces.objects.create(
            municipality=self.municipality, year=self.year, places=places, money=money, source=source
        )
        for name, area, number, money, equipment in rows:
            NewPlaces.objects.create(
                year=self.year,
                organization=self.organizations[name],
                focus_area=area,
                places=number,
                money=money,
                equipment=equipment,
            )

    def _register(self):
        """Providers from their entry to their exit, and who keeps the cards of each organisation."""
        Provider.objects.bulk_create(
            Provider(
                organization=self.organizations[name],
                starts_on=self.day(since),
                ends_on=self.day(until) if until else None,
                act=f"приказ от {self.day(since):%d.%m.%Y}",
            )
            for name, since, until in self.story["providers"]
            if since.startswith("-") or self.has_come(since)
        )
        told = self.story["moderators"]
        taught = {str(one.organization): one.organization for one in self.programs}
        terms = []
        for place, (name, organization) in enumerate(taught.items()):
            if name not in told["without"]:
                since = self.day("-09-01")
                if name in told["changed"]:
                    until = self.day("03-15")
                    terms.append(self._moderator(organization, place + 7, since, until))
                    since = until + timedelta(days=1)
                terms.append(self._moderator(organization, place, since))
        self.moderators = Moderator.objects.bulk_create(terms)

    def _moderator(self, organization, place, since, until=None):
        return Moderator(
            organization=organization,
            name=self._teacher(place),
            post=self.story["moderators"]["post"],
            phone=f"8 (00000) 2-{10 + place % 80}-{15 + place % 70}",
            email=organization.email,
            act=f"приказ от {since:%d.%m.%Y} № {20 + place}",
            starts_on=since,
            ends_on=until,
        )

    def _teacher(self, place):
        surnames, initials = self.story["surnames"], self.story["initials"]
        return f"{surnames[place % len(surnames)]} {initials[place % len(initials)]}"

    def _consult(self):
        """What was asked long ago is answered; of the questions of the last days some still wait."""
        told, days = self.story["consultations"], filter(self.has_come, self.story["consultation_days"])
        rows = []
        for place, day in enumerate(map(self.day, days)):
            kind, question, answer = told[place % len(told)]
            moderator = self.moderators[5 * place % len(self.moderators)]
            is_open = day > self.today - timedelta(days=35) and place % 2 == 1
            rows.append(
                Consultation(
                    organization=moderator.organization,
                    moderator=moderator,
                    kind=kind,
                    asked_on=day,
                    question=question,
                    answer="" if is_open else answer,
                    answered_on=None if is_open else min(self.today, day + timedelta(days=place % 4)),
                    answered_by=None if is_open else self.users["methodist"],
                )
            )
        Consultation.objects.bulk_create(rows)
