"""The demo: an invented municipality and a year of its work, told by fixtures/demo.json and entered as the pages do."""

import json
from datetime import date, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.management.base import CommandError
from django.db import transaction

from certificates.models import CoverageMonth
from certificates.months import month_of, shift
from documents.paper import Paper, Text
from documents.prose import format_date
from documents.rendering.pdf import paper_pdf
from meetings.demo import MeetingsStory, remove_meetings
from organizations.models import (
    Appointment,
    LegalAct,
    Municipality,
    Organization,
    Person,
    Post,
    Region,
    TerritorialZone,
    User,
)
from organizations.models.acts import read_act
from plans.models import (
    ActivityPlan,
    Event,
    EventKind,
    ItemResult,
    MediaPlan,
    ResultFigure,
    Tally,
    TemplateItem,
)
from plans.periods import ReportingPeriod
from plans.recording import settle
from plans.rollover import start_plan
from plans.understanding import understand
from programs.demo import ProgramsStory, remove_programs
from records.approval import APPROVAL
from records.attachments import keep_file
from records.models import Attachment, OfficialPaper, Snapshot

from .models import Report
from .refreshing import start_report

PASSWORD = "zarechny"  # noqa: S105 -- printed for everybody who tries the demo


@transaction.atomic
def build_demo() -> "Demo":
    """Remove the demo municipality if it is there and enter it anew."""
    story = json.loads((settings.BASE_DIR / "fixtures" / "demo.json").read_text(encoding="utf-8"))
    _refuse_taken_logins(story)
    _remove(story)
    demo = Demo(story)
    demo.build()
    return demo


def _refuse_taken_logins(story):
    """The demo may replace its own people, never somebody's account."""
    for entry in story["people"]:
        person = {"person__surname": entry["name"][0], "person__first_name": entry["name"][1]}
        taken = User.objects.filter(username=entry["login"])
        if taken.exists() and not taken.filter(**person).exists():
            raise CommandError(f"Логин «{entry['login']}» уже занят. Создайте демонстрацию в отдельной базе.")


def _remove(story):
    slugs = [story[place]["slug"] for place in ("municipality", "neighbour")]
    papers = OfficialPaper.objects.filter(municipality__slug__in=slugs)
    Snapshot.objects.filter(record__in=papers).delete()
    Report.objects.filter(municipality__slug__in=slugs).delete()
    remove_meetings(slugs)
    remove_programs(slugs)
    MediaPlan.objects.filter(municipality__slug__in=slugs).delete()
    ActivityPlan.objects.filter(municipality__slug__in=slugs).delete()
    Event.objects.filter(municipality__slug__in=slugs).delete()
    logins = [person["login"] for person in story["people"]]
    Person.objects.filter(user__username__in=logins).delete()
    User.objects.filter(username__in=logins).delete()
    CoverageMonth.objects.filter(municipality__slug__in=slugs).delete()
    for attachment in Attachment.objects.filter(municipality__slug__in=slugs):
        attachment.file.delete(save=False)
    Organization.objects.filter(municipality__slug__in=slugs).delete()
    Municipality.objects.filter(slug__in=slugs).delete()


class Demo:
    """The municipality as it is built: its plan, the signed decision, the approved report and the one in draft."""

    def __init__(self, story):
        self.story = story

    @cached_property
    def today(self) -> date:
        return self.municipality.today()

    @cached_property
    def year(self) -> int:
        """The last year of which the first half is over."""
        return self.today.year if self.today.month > 6 else self.today.year - 1

    def build(self):
        self.build_municipality()
        self._build_plan()
        self._record_work()
        self._publish()
        self._enter_coverage()
        self._hold_meetings()
        self.enter_programs()
        self._write_reports()

    def build_municipality(self):
        self._build_places()
        self._build_people()

    def enter_programs(self):
        ProgramsStory(self.municipality, self.year, self.users).enter()

    def _build_places(self):
        region, _ = Region.objects.get_or_create(name=self.story["region"])
        zone, _ = TerritorialZone.objects.get_or_create(region=region, name=self.story["zone"])
        self.municipality = Municipality.objects.create(
            region=region, zone=zone, **self.story["municipality"]
        )
        Municipality.objects.create(region=region, zone=zone, **self.story["neighbour"])
        for place, (short_name, name, kind, settlement, facts) in enumerate(self.story["organizations"]):
            Organization.objects.create(
                municipality=self.municipality,
                short_name=short_name,
                name=name,
                kind=kind,
                settlement=settlement,
                is_rural=settlement.startswith("с."),
                is_moc=place == 0,
                **facts,
            )

    def _build_people(self):
        posts = {
            title: Post.objects.create(municipality=self.municipality, title=title)
            for title in self.story["posts"]
        }
        places: dict[str, dict] = {
            "municipality": {"municipality": self.municipality},
            "organization": {
                "municipality": self.municipality,
                "organization": self.municipality.organizations.get(short_name="Школа № 1"),
            },
            "region": {"region": self.municipality.region},
            "everywhere": {},
        }
        self.users = {}
        password = make_password(PASSWORD)  # hashed once: that takes its time
        for entry in self.story["people"]:
            surname, first_name, patronymic = entry["name"]
            person = Person.objects.create(
                surname=surname,
                first_name=first_name,
                patronymic=patronymic,
                phone=entry.get("phone", ""),
                email=f"{entry['login']}@example.org",
            )
            Appointment.objects.create(
                person=person,
                role=entry["role"],
                title=entry["title"],
                post=posts.get(entry["post"]),
                starts_on=date(self.year - 1, 1, 9),
                **places[entry["place"]],
            )
            self.users[entry["login"]] = User.objects.create(
                username=entry["login"], password=password, person=person, is_staff=entry["role"] == "admin"
            )

    def _build_plan(self):
        plan = ActivityPlan(municipality=self.municipality, year=self.year)
        plan.basis = "Положение о муниципальном опорном центре"
        self.plan = start_plan(plan, "library")
        for code in self.story["extra_items"]:
            self._add_item(TemplateItem.objects.get(code=code))
        for code, (number, unit) in self.story["targets"].items():
            self.plan.items().filter(template__code=code).update(target_number=number, target_unit=unit)
        self._approve(self.plan)

    def _add_item(self, template):
        section = self.plan.sections.get(standard=template.section)
        item = section.items.create(
            template=template,
            number=section.next_number(),
            position=section.next_position(),
            title=template.title,
            expected_result=template.expected_result,
            deadline_text=template.deadline,
            responsible=template.responsible,
        )
        understand([item], self.plan)

    def _record_work(self):
        self.items = {item.template.code: item for item in self.plan.items().select_related("template")}
        self.kinds = {kind.name: kind for kind in EventKind.objects.all()}
        for entry in self.story["events"]:
            if self._day(entry["day"]) <= self.today:
                self._record_event(**entry)
        for code, day, number in self.story["tallies"]:
            if self._day(day) <= self.today:
                kind = self.kinds["консультация"]
                Tally.objects.create(item=self.items[code], kind=kind, day=self._day(day), count=number)
        for entry in self.story["results"]:
            self._enter_result(**entry)
        self._close_past_days()

    def _record_event(self, *, items, day, kind, act=None, until=None, **facts):
        event = Event.objects.create(
            municipality=self.municipality,
            starts_on=self._day(day),
            ends_on=self._day(until or day),
            kind=self.kinds[kind],
            **facts,
        )
        event.items.set([self.items[code] for code in items])
        if act:
            event.acts.add(self._enter_act(**read_act(act.format(year=self.year))))
        settle(event)

    def _enter_act(self, **facts):
        act, is_new = LegalAct.objects.get_or_create(municipality=self.municipality, **facts)
        if is_new:
            act.scans.add(self._draw_scan(act))
        return act

    def _draw_scan(self, act):
        head = (act.kind.upper(), f"от {format_date(act.date)} № {act.number}")
        text = f"О работе опорного центра {self.municipality.name_genitive}"
        file = paper_pdf(Paper(head, body=(Text(text),), orientation="portrait"))
        named = ContentFile(file, name=f"{act}.pdf".replace("/", "-"))
        return keep_file(named, "application/pdf", self.municipality, self.users["methodist"])

    def _enter_result(self, *, item, half, figures=(), text="", postponed_to=None, **state):
        result = ItemResult.objects.create(
            item=self.items[item],
            period=ReportingPeriod(self.year, half).code,
            text=text.format(year=self.year),
            postponed_to=self._day(postponed_to) if postponed_to else None,
            **state,
        )
        for label, value, unit, accumulation in figures:
            ResultFigure.objects.create(
                result=result,
                label=label,
                value=value,
                unit=unit,
                accumulation=accumulation,
                entered_by=self.users["methodist"],
            )

    def _close_past_days(self):
        """What was due long ago is done; what fell due in the last weeks is left for «Сегодня» to show."""
        long_ago = self.today - timedelta(days=30)
        for item in self.items.values():
            item.occurrences.filter(closed_on=None, due_on__lt=long_ago).update(closed_on=long_ago)

    def _publish(self):
        """The media plan with what was published up to today."""
        plan = MediaPlan.objects.create(municipality=self.municipality, year=self.year)
        for day, published, channel, topic, item, page in self.story["media"]:
            came_out = self._day(published) if published else None
            told = came_out and came_out <= self.today
            plan.entries.create(
                day=self._day(day),
                channel=channel,
                topic=topic,
                responsible="Методист МОЦ",
                item=self.items.get(item),
                published_on=came_out if told else None,
                link=f"https://example.org/{page}" if told else "",
            )
        self._approve(plan)

    def _enter_coverage(self):
        """From the school year before up to last month, with what the children of the municipality come to."""
        told = self.story["coverage"]
        for year in (self.year - 1, self.year):
            self._set_targets(year, told)
        month, organizations = date(self.year - 1, 9, 1), list(self.municipality.organizations.teaching())
        while month < month_of(self.today):
            rows = [self._count_children(one, month, told) for one in organizations]
            children = round(sum(row.children for row in rows) * told["without_repeats"])
            CoverageMonth.objects.bulk_create([*rows, self._coverage(month, children=children)])
            month = shift(month, 1)

    def _set_targets(self, year, told):
        self.municipality.child_population.create(
            year=year, children=told["population"], source=told["source"]
        )
        fields = read_act(told["act"].format(year=year))
        act, _ = LegalAct.objects.get_or_create(municipality=self.municipality, **fields)
        for measure, percent in told["targets"].items():
            self.municipality.coverage_targets.create(year=year, measure=measure, percent=percent, act=act)

    def _count_children(self, organization, month, told):
        """The season moves the number of children; certificates are added month by month."""
        season = told["seasons"][month.month - 1]
        children, certificates, contracts = told["organizations"][organization.short_name]
        months = (month.year - self.year) * 12 + month.month
        return self._coverage(
            month,
            organization=organization,
            children=round(children * season),
            certificates=round(certificates * (1 + months / 250)),
            contracts=round(contracts * season),
        )

    def _coverage(self, month, **numbers):
        entered_by = self.users["methodist"]
        return CoverageMonth(municipality=self.municipality, month=month, entered_by=entered_by, **numbers)

    def _hold_meetings(self):
        story = MeetingsStory(self.municipality, self.year, self.users, self.items, self._approve)
        self.decision = story.enter()

    def _write_reports(self):
        first, second = (ReportingPeriod(self.year, half) for half in (1, 2))
        self.reports = [start_report(self.plan, first)]
        self._approve(self.reports[0])
        self.reports.append(start_report(self.plan, second))

    def _approve(self, record):
        """Along the common route as people do it: each step by whoever has its role."""
        by_role = {entry["role"]: self.users[entry["login"]] for entry in self.story["people"]}
        record = APPROVAL.perform("submit", record, self.users["methodist"])
        while record.step:
            record = APPROVAL.perform("pass", record, by_role[record.step.role])

    def _day(self, month_and_day):
        return datetime.strptime(f"{self.year}-{month_and_day}", "%Y-%m-%d").date()  # noqa: DTZ007 -- a date only
