"""A meeting as it is entered: its head, who came, the questions and what was said on them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from documents.prose import format_date
from moc_portal.forms import DateInput, RowsField, VersionedModelForm
from organizations.forms import ActsField
from organizations.models import Organization
from plans.evidence import EvidenceField, FilesInput, KnownActsInput, known_acts
from records.attachments import keep_file
from records.models import Attachment

from .models import AgendaItem, Attendance, Body, Meeting, Speech

YEARS = range(2000, 2101)
CATEGORY = re.compile(r"(?P<category>.*[^\W\d].*?)\s*[-–—:]\s*(?P<count>\d{1,4})(?:\s*чел\.?)?")


class WithAttachments(VersionedModelForm):
    """A form of a row with attached files: those that stay ticked are kept, new ones are added."""

    fields: dict[str, Any]  # of whatever kind: some have a queryset
    attachments = RowsField(
        label="приложены", queryset=Attachment.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Снимите отметку, чтобы убрать файл.",
    )  # fmt: skip
    new_attachments = EvidenceField(label="приложить файлы", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        kept = self.instance.attachments.all() if self.instance.pk else Attachment.objects.none()
        self.initial["attachments"] = list(kept)
        self.fields["attachments"].queryset = kept
        self.fields["attachments"].choices = [(file.pk, file.name) for file in self.initial["attachments"]]
        if not self.initial["attachments"]:
            del self.fields["attachments"]

    def keep(self, files, municipality):
        return [keep_file(file, content_type, municipality, self.user) for file, content_type in files]

    def keep_attachments(self, municipality):
        if "attachments" in self.fields:
            self.instance.attachments.set(self.cleaned_data["attachments"])
        self.instance.attachments.add(*self.keep(self.cleaned_data["new_attachments"], municipality))


class MeetingForm(WithAttachments):
    """The head of a meeting. Names are words of the paper; a post left empty follows from the appointments."""

    acts = ActsField(widget=KnownActsInput, label="правовые акты")
    new_list = EvidenceField(
        label="список присутствовавших файлом", required=False, widget=FilesInput({"multiple": False})
    )
    drop_list = forms.BooleanField(label="убрать приложенный список", required=False)

    class Meta:
        model = Meeting
        fields = [
            "body",
            "number",
            "starts_on",
            "ends_on",
            "place",
            "format",
            "topic",
            "chair",
            "chair_post",
            "secretary",
            "secretary_post",
            "present_count",
            "members_present",
            "invited",
            "openness",
            "earlier",
        ]
        widgets = {
            "starts_on": DateInput,
            "ends_on": DateInput,
            "topic": forms.Textarea({"rows": 2}),
            "invited": forms.Textarea({"rows": 3}),
            "earlier": forms.CheckboxSelectMultiple,
            "openness": forms.RadioSelect,
            **dict.fromkeys(
                ("chair", "secretary"), forms.TextInput({"list": "people", "autocomplete": "off"})
            ),
            **dict.fromkeys(("chair_post", "secretary_post"), forms.TextInput({"list": "titles"})),
        }
        field_classes = {"earlier": RowsField}
        labels = {"present_count": "присутствовало всего", "members_present": "из них членов с правом голоса"}
        help_texts = {
            "number": "Предложен следующий свободный в этом году; можно оставить пустым до подписания.",
            "ends_on": "Если заседали несколько дней.",
            "chair_post": "Пусто — возьмём из назначений.",
            "secretary_post": "Пусто — возьмём из назначений.",
            "openness": "После подписания. Если документ для всех, фамилии с инициалами в нём заменит «…»; "
            "проверьте, что люди не названы иначе.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = self.instance.municipality
        self.appointments = list(
            self.municipality.appointments.on(self.municipality.today()).select_related("person")
        )
        self.fields["body"].queryset = Body.objects.standard(self.municipality)
        self.fields["body"].empty_label = "Выберите"
        self.fields["earlier"].queryset = earlier = self._earlier()
        self.fields["earlier"].choices = [(meeting.pk, meeting.title) for meeting in earlier]
        self._propose_number()
        if self.instance.pk:
            self.initial["acts"] = list(self.instance.legal_acts.all())
        if not self.instance.attendance_list_id:
            del self.fields["drop_list"]

    def _earlier(self):
        """Meetings of the last years, and those chosen before."""
        day = self.instance.starts_on or self.municipality.today()
        chosen = self.instance.earlier.values("pk") if self.instance.pk else []
        recent = Q(year__range=(day.year - 2, day.year), starts_on__lte=day) | Q(pk__in=chosen)
        return Meeting.objects.filter(recent, municipality=self.municipality).exclude(pk=self.instance.pk)

    def _propose_number(self):
        """The next free one, once the body and the day are known."""
        if self.instance.number:
            return
        try:
            body = self.fields["body"].clean(self["body"].value())
            day = self.fields["starts_on"].clean(self["starts_on"].value())
        except ValidationError:
            return
        self.initial["number"] = Meeting.next_number(body, day.year)

    @property
    def known_acts(self):
        return known_acts(self.municipality)

    def clean_number(self):
        return self.cleaned_data["number"].strip().removeprefix("№").strip()

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day.year not in YEARS:
            raise ValidationError("Проверьте год: его пишут четырьмя цифрами, например 2026.")
        if self.instance.is_held and day > self.municipality.today():
            raise ValidationError("Заседание уже проведено: день не может быть позже сегодняшнего.")
        return day

    def clean(self):
        super().clean()
        data = self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Окончание раньше начала.")
        check_members(self)
        for name in ("chair", "secretary"):
            data[f"{name}_post"] = data.get(f"{name}_post") or self._post_of(data.get(name))

    def _post_of(self, name):
        held = (a.title for a in self.appointments if name and spelled(a.person.short_name) == spelled(name))
        return next(held, "")

    @transaction.atomic
    def save(self, commit=True):
        if self.cleaned_data.get("drop_list"):
            self.instance.attendance_list = None
        if files := self.keep(self.cleaned_data["new_list"], self.municipality):
            self.instance.attendance_list = files[0]
        meeting = super().save()
        if "starts_on" in self.changed_data:
            for clause in meeting.clauses.all():
                clause.save()  # «до 1 сентября» is read by the year of the meeting
        meeting.legal_acts.set(ActsField.get_or_create(self.cleaned_data["acts"], self.municipality))
        self.keep_attachments(self.municipality)
        return meeting


def spelled(name):
    """«И. И. Иванова» and «И.И. Иванова» are one."""
    return "".join(name.lower().split())


def check_members(form):
    """Nobody can have more members present than people."""
    present, members = form.cleaned_data.get("present_count"), form.cleaned_data.get("members_present")
    if present is not None and members is not None and members > present:
        form.add_error("members_present", f"Членов больше, чем присутствовавших ({present}).")


class HeldForm(VersionedModelForm):
    """«Проведено»: from now on it is a draft of the paper."""

    class Meta:
        model = Meeting
        fields = ["present_count", "members_present"]
        labels = {"present_count": "сколько присутствовало", "members_present": "из них членов"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present_count"].required = True

    def clean(self):
        super().clean()
        check_members(self)
        if self.instance.starts_on > self.instance.municipality.today():
            day = format_date(self.instance.starts_on)
            self.add_error(None, f"Заседание назначено на {day}: отметьте его, когда оно пройдёт.")

    def save(self, commit=True):
        self.instance.is_held = True
        return super().save()


class AttendanceForm(forms.Form):
    """Who came: so many of each category, and organisations; people written beside one stay with it."""

    fields: dict[str, Any]  # of whatever kind: one has a queryset
    categories = forms.CharField(
        label="сколько кого",
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Каждую категорию с новой строки, например: директора школ — 12.",
    )
    organizations = RowsField(
        label="от каких организаций", queryset=Organization.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, meeting, data=None):
        super().__init__(data)
        self.meeting = meeting
        rows = list(meeting.attendance.select_related("organization"))
        self.present = {row.organization_id: row for row in rows if row.organization_id}
        active = Q(is_active=True) | Q(pk__in=self.present)
        self.fields["organizations"].queryset = meeting.municipality.organizations.filter(active)
        lines = [f"{row.category} — {row.count}" for row in rows if not row.organization_id]
        self.initial = {"categories": "\n".join(lines), "organizations": list(self.present)}

    def clean_categories(self):
        lines = [line.strip() for line in self.cleaned_data["categories"].splitlines() if line.strip()]
        read = {line: CATEGORY.fullmatch(line) for line in lines}
        wrong = [line for line, match in read.items() if match is None or len(match["category"]) > 300]
        if wrong:
            raise ValidationError(
                [f"Строка «{line[:60]}» не понята: пишите «директора школ — 12»." for line in wrong]
            )
        return [(match["category"], int(match["count"])) for match in read.values() if match]

    @transaction.atomic
    def save(self):
        chosen = {organization.pk for organization in self.cleaned_data["organizations"]}
        kept = self.meeting.attendance.filter(organization__in=chosen)
        self.meeting.attendance.exclude(pk__in=kept.values("pk")).delete()
        rows = [{"category": category, "count": count} for category, count in self.cleaned_data["categories"]]
        rows += [{"organization_id": pk} for pk in sorted(chosen - set(self.present))]
        Attendance.objects.bulk_create(Attendance(meeting=self.meeting, **row) for row in rows)


class QuestionForm(WithAttachments):
    """A question of the agenda; those who report on it are typed with it, their words are added afterwards."""

    rapporteurs = forms.CharField(
        label="докладчики",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Каждого с новой строки: И.И. Иванова, методист МОЦ.",
    )

    class Meta:
        model = AgendaItem
        fields = ["question", "continues", "votes_for", "votes_against", "abstained"]
        widgets = {"question": forms.Textarea({"rows": 2, "autofocus": True})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["continues"].queryset = self._earlier()
        self.fields["continues"].label_from_instance = lambda item: f"{item.meeting.title}: {item}"[:150]
        self.fields["continues"].empty_label = "нет, он новый"
        if self.instance.pk:
            del self.fields["rapporteurs"]

    def _earlier(self):
        """Questions of the meetings of the last years, and the one chosen before."""
        meeting = self.instance.meeting
        recent = Q(meeting__starts_on__lte=meeting.starts_on, meeting__year__gte=meeting.year - 2)
        items = AgendaItem.objects.filter(
            recent | Q(pk=self.instance.continues_id), meeting__municipality=meeting.municipality_id
        )
        return (
            items.exclude(meeting=meeting)
            .select_related("meeting")
            .order_by("-meeting__starts_on", "position")
        )

    def clean_rapporteurs(self):
        lines = [line.strip() for line in self.cleaned_data["rapporteurs"].splitlines() if line.strip()]
        return [self._read_rapporteur(line) for line in lines]

    @staticmethod
    def _read_rapporteur(line):
        name, _, post = (part.strip() for part in line.replace(";", ",", 1).partition(","))
        if not name or len(name) > 200 or len(post) > 300:
            raise ValidationError(f"Строка «{line[:60]}» не понята: пишите «И.И. Иванова, методист МОЦ».")
        return {"name": name, "post": post}

    @transaction.atomic
    def save(self, commit=True):
        item = self.instance
        if item.position is None:
            item.position = (item.meeting.agenda.aggregate(last=Max("position"))["last"] or 0) + 1
        super().save()
        for place, who in enumerate(self.cleaned_data.get("rapporteurs", ()), start=1):
            item.speeches.create(kind=Speech.Kind.HEARD, position=place, **who)
        self.keep_attachments(item.meeting.municipality)
        return item


class SpeechForm(VersionedModelForm):
    fields: dict[str, Any]  # of whatever kind: one has choices

    class Meta:
        model = Speech
        fields = ["kind", "name", "post", "text"]
        widgets = {
            "kind": forms.RadioSelect,
            "name": forms.TextInput({"list": "people", "autocomplete": "off", "autofocus": True}),
            "post": forms.TextInput({"list": "titles"}),
            "text": forms.Textarea({"rows": 8}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Speech.Kind.choices

    def save(self, commit=True):
        speech = self.instance
        if not speech.pk:
            others = speech.item.speeches.filter(kind=speech.kind)
            speech.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
        return super().save()
