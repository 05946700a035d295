"""The demo's programmes: 400 of them in every state, with what goes with them; told by fixtures/demo_programs.json."""

import json
import random
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile
from simple_history.utils import bulk_create_with_history

from documents.paper import Paper, Text
from documents.rendering.pdf import paper_pdf
from records.attachments import keep_file

from ..card import CARD_FIELDS, OWN_FIELDS, card_of
from ..models import (
    AccessibilityModel,
    Campaign,
    Consultation,
    DeclaredPlaces,
    FocusArea,
    Moderator,
    NetworkAgreement,
    NetworkCommunity,
    NewPlaces,
    Program,
    ProgramState,
    Provider,
)
from .cards import CardWriter
from .networks import NetworksStory
from .ways import WaysStory

SEED = 400  # the same programmes each time


def remove_programs(slugs: Iterable[str]) -> None:
    """All of them with their history; a copy before the programme it was made from."""
    of_place = {"municipality__slug__in": slugs}
    for model in (NetworkAgreement, NetworkCommunity, AccessibilityModel, NewPlaces, DeclaredPlaces):
        model.objects.filter(**of_place).delete()
    for tied in (Consultation, Moderator, Provider):
        tied.objects.filter(organization__municipality__slug__in=slugs).delete()
    programs = Program.objects.filter(**of_place)
    keys = list(programs.values_list("pk", flat=True))
    programs.exclude(parent=None).delete()
    programs.delete()
    Program.history.filter(id__in=keys).delete()
    Campaign.objects.filter(**of_place).delete()


class ProgramsStory:
    """Enters the programmes of a municipality as of today; `users` by login, `year` is that of the demo's plan."""

    def __init__(self, municipality, year: int, users: dict):
        told = settings.BASE_DIR / "fixtures" / "demo_programs.json"
        self.story = json.loads(told.read_text(encoding="utf-8"))
        self.municipality, self.year, self.users = municipality, year, users
        self.today = municipality.today()
        self.random = random.Random(SEED)  # noqa: S311 -- invented data, no secrets
        self.organizations = {one.short_name: one for one in municipality.organizations.all()}
        self.writer = CardWriter(self.story, self.year, self.random, self._draw_files())
        self.ways = WaysStory(self)

    def enter(self) -> None:
        self.campaign = self._open_campaign()
        self.programs: list[Program] = []
        for organization in self.municipality.organizations.teaching():
            self._write_those_of(organization)
        self._tie_copies()
        for is_copy in (False, True):
            programs = [program for program in self.programs if (program.parent is not None) == is_copy]
            for program in programs:
                program.prepare()
            bulk_create_with_history(programs, Program)
        self.ways.save()
        NetworksStory(self).enter()

    def _open_campaign(self):
        """With its stages and with the organisations that are to take part, wherever each of them is."""
        told = self.story["campaign"]
        campaign = Campaign.objects.create(
            municipality=self.municipality, year=self.year, name=told["name"], note=told["note"]
        )
        for kind, first, last in told["stages"]:
            days = {"starts_on": date.fromisoformat(f"{self.year}-{first}")}
            campaign.stages.create(kind=kind, ends_on=date.fromisoformat(f"{self.year}-{last}"), **days)
        for name, requested, planned, enrolled, _ in told["participants"]:
            campaign.participants.create(
                organization=self.organizations[name],
                requested_on=requested and self.day(requested),
                planned_programs=planned,
                enrolled=enrolled,
            )
        return campaign

    def _write_those_of(self, organization):
        """As many as the story says: those of the campaign, the municipal one, then all other."""
        told = self.story["kinds"].get(organization.kind)
        number, areas, *only = self.story["organizations"].get(organization.short_name, told)
        before = len(self.programs)
        self._write_of_campaign(organization, areas)
        self._write_municipal(organization)
        names = self.writer.names(organization, areas, *only)
        while len(self.programs) < before + number:
            area, theme, step = next(names)
            if theme[0] + step not in {one.short_name for one in self.programs[before:]}:
                program = self.writer.write(organization, area, theme, step)
                self.writer.slip(program)
                self._send(program, *self.ways.next())

    def _write_of_campaign(self, organization, areas):
        told = self.story["campaign"]
        ways = {name: ways for name, *_, ways in told["participants"]}.get(organization.short_name, ())
        for place, way in enumerate(ways):
            area = areas[place % len(areas)]
            name = self.story["season"][area][place // len(areas)]
            activity = self.story["areas"][area]["themes"][0][1]
            theme = (name, activity, told["children_do"], 7, 14)
            facts = {"hours": 18, "years": Decimal("0.1"), "is_seasonal": True, "campaign": self.campaign}
            self._send(self.writer.write(organization, area, theme, **facts), "campaign", way)

    def _write_municipal(self, organization):
        told = self.story["municipal"]
        if organization.short_name in (told["parent"], *told["copies"]):
            is_parent = organization.short_name == told["parent"]
            theme = next(one for one in self.story["areas"][told["area"]]["themes"] if one[0] == told["name"])
            facts = {"is_municipal": is_parent, "hours": 36, "years": Decimal(1), "register": "budget"}
            program = self.writer.write(organization, told["area"], theme, **facts)
            self._send(program, "earlier", "submit pass passed publish")

    def _send(self, program, when, way):
        """Along its way; where it is placed, the card has its address and the children are counted."""
        self.programs.append(program)
        self.ways.walk(program, when, way)
        if program.state == ProgramState.PUBLISHED:
            number = 20_000 + 7 * len(self.programs)
            program.external_id, program.external_url = str(number), f"https://example.org/program/{number}"
            if program.children is None and program.capacity:
                program.children = round(program.capacity * self.random.uniform(0.6, 1))

    def _tie_copies(self):
        """The copies know the municipal programme as it is, all but one: that has an earlier number of hours."""
        told = self.story["municipal"]
        alike = [one for one in self.programs if one.short_name == told["name"]]
        parent = next(one for one in alike if one.is_municipal)
        for copy in alike:
            if str(copy.organization) in told["copies"]:
                for name in set(CARD_FIELDS) - OWN_FIELDS:
                    setattr(copy, name, getattr(parent, name))
                copy.parent, copy.parent_card = parent, card_of(parent)
                if str(copy.organization) == told["lagging"]:
                    copy.annotation = copy.annotation.replace(
                        f" {copy.hours} ч", f" {told['earlier_hours']} ч"
                    )
                    copy.hours = told["earlier_hours"]
                    copy.parent_card |= {name: card_of(copy)[name] for name in ("hours", "annotation")}

    def day(self, told: str) -> date:
        """«03-18» in the demo's year, «-03-18» in the year before, and never a day to come."""
        year = self.year - told.startswith("-")
        return min(date.fromisoformat(f"{year}-{told.lstrip('-')}"), self.today)

    def _draw_files(self):
        """One text for each of the areas: what is shown is the way of the programmes, not their words."""
        return {area: self._draw(area.label) for area in FocusArea}

    def _draw(self, area):
        head = ("ДОПОЛНИТЕЛЬНАЯ ОБЩЕОБРАЗОВАТЕЛЬНАЯ ПРОГРАММА", f"Направленность: {area}")
        file = paper_pdf(Paper(head, body=(Text("Пояснительная записка"),), orientation="portrait"))
        named = ContentFile(file, name=f"Программа, {area} направленность.pdf")
        return keep_file(named, "application/pdf", self.municipality, self.users["methodist"])
