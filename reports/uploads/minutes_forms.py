"""What the methodist checks of an uploaded protocol or decision: its head, each question, each clause."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from meetings.models import Attendance, Clause, Meeting, Speech
from moc_portal.forms import DateInput

YEARS = range(2000, 2101)
LEFT_OUT = "Напишите его или отметьте «Не переносить»."


def longest(model, field):
    return model._meta.get_field(field).max_length


def area(rows):
    return forms.Textarea({"rows": rows})


class MeetingDay(forms.DateField):
    """A day on which an office may have met."""

    def to_python(self, value) -> date | None:
        day = super().to_python(value)
        if day and day.year not in YEARS:
            raise ValidationError(f"Проверьте год: от {YEARS[0]} до {YEARS[-1]}.")
        return day


class MinutesHeadForm(forms.Form):
    fields: dict[str, Any]  # of whatever kind: one has choices
    body = forms.TypedChoiceField(
        label="кто заседал", coerce=int, error_messages={"required": "Выберите, кто заседал."}
    )
    number = forms.CharField(label="номер", max_length=longest(Meeting, "number"), required=False)
    starts_on = MeetingDay(
        label="дата",
        widget=DateInput,
        error_messages={"required": "Укажите дату заседания."},
    )
    place = forms.CharField(label="место", max_length=longest(Meeting, "place"), required=False)
    topic = forms.CharField(
        label="тема", max_length=longest(Meeting, "topic"), required=False, widget=area(2)
    )
    chair = forms.CharField(label="председатель", max_length=longest(Meeting, "chair"), required=False)
    secretary = forms.CharField(label="секретарь", max_length=longest(Meeting, "secretary"), required=False)
    present_count = forms.IntegerField(label="присутствовало", min_value=0, max_value=100_000, required=False)
    attendees = forms.CharField(
        label="кто присутствовал",
        required=False,
        widget=area(2),
        help_text="Каждую категорию или каждого участника с новой строки.",
    )
    invited = forms.CharField(
        label="приглашённые",
        required=False,
        widget=area(2),
        help_text="Каждого с новой строки: фамилия и инициалы, должность.",
    )

    def __init__(self, *args, bodies, printed_body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "выберите"), *((str(body.pk), body.name) for body in bodies)]
        if printed_body:
            self.fields["body"].help_text = f"В файле: «{printed_body}»."

    def clean_attendees(self):
        most = longest(Attendance, "category")
        rows = lines_of(self.cleaned_data["attendees"])
        if any(len(row) > most for row in rows):
            raise ValidationError(
                f"В одной строке может быть не больше {most} знаков. Разделите её на части."
            )
        return rows


class PartForm(forms.Form):
    """A question or a clause; nothing is asked of one that is left out."""

    skip = forms.BooleanField(label="не переносить", required=False)

    def clean(self):
        if self.cleaned_data.get("skip"):
            self.errors.clear()


class QuestionForm(PartForm):
    field_order = ["question", "speaker", "post", "heard", "spoke", "skip"]

    question = forms.CharField(
        label="вопрос", widget=area(2), error_messages={"required": f"Нет вопроса. {LEFT_OUT}"}
    )
    speaker = forms.CharField(label="докладчик", max_length=longest(Speech, "name"), required=False)
    post = forms.CharField(label="должность докладчика", max_length=longest(Speech, "post"), required=False)
    heard = forms.CharField(label="слушали", required=False, widget=area(4))
    spoke = forms.CharField(
        label="выступили",
        required=False,
        widget=area(2),
        help_text="Каждого с новой строки: фамилия и инициалы, должность: что сказано.",
    )

    def clean_spoke(self):
        """The speeches, one a line."""
        speeches = [_speech(line) for line in lines_of(self.cleaned_data["spoke"])]
        if not all(speeches):
            raise ValidationError("В каждой строке напишите, кто выступил, и после двоеточия — что сказано.")
        if any(
            len(name) > longest(Speech, "name") or len(post) > longest(Speech, "post")
            for name, post, _ in speeches
        ):
            raise ValidationError("До двоеточия стоят только фамилия, инициалы и должность: у вас длиннее.")
        return speeches

    def clean(self):
        if self.cleaned_data.get("heard") and not (self.cleaned_data.get("speaker") or self.errors):
            self.add_error("speaker", "Напишите, кого слушали, или сотрите текст.")
        super().clean()


class ClauseForm(PartForm):
    field_order = ["number", "kind", "item", "deadline_text", "addressee_text", "text", "skip"]

    number = forms.CharField(
        label="номер",
        max_length=longest(Clause, "number"),
        error_messages={"required": f"Нет номера пункта. {LEFT_OUT}"},
    )
    kind = forms.ChoiceField(label="вид", choices=Clause.Kind.choices)
    item = forms.CharField(label="вопрос №", max_length=5, required=False)
    deadline_text = forms.CharField(label="срок", max_length=longest(Clause, "deadline_text"), required=False)
    addressee_text = forms.CharField(
        label="кому", max_length=longest(Clause, "addressee_text"), required=False
    )
    text = forms.CharField(
        label="текст", widget=area(3), error_messages={"required": f"Нет текста пункта. {LEFT_OUT}"}
    )

    def __init__(self, *args, has_agenda, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_agenda:
            del self.fields["item"]

    def clean_number(self):
        return self.cleaned_data["number"].rstrip(".")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _speech(line):
    """Name, post and words of «Клёнова А.Б., методист: поддержала»; None where nobody is named."""
    who, colon, said = line.partition(":")
    name, _, post = who.partition(",")
    return (name.strip(), post.strip(), said.strip()) if colon and name.strip() else None
