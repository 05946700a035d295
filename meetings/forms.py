"""What a step of an execution asks."""

from django import forms
from django.core.exceptions import ValidationError

from documents.prose import format_date
from moc_portal.forms import DateInput
from plans.evidence import EvidenceField
from records.attachments import keep_file

from .models import ExecutionEntry


class ExecutionForm(forms.Form):
    def __init__(self, execution, data=None, files=None, *, for_addressee=False):
        super().__init__(data, files)
        self.execution = execution

    def given_by(self, user):
        return self.cleaned_data


class ReasonForm(ExecutionForm):
    text = forms.CharField(label="Причина", max_length=1000, widget=forms.Textarea({"rows": 2}))


class ExtensionForm(ReasonForm):
    field_order = ["due_on", "text"]

    due_on = forms.DateField(label="Новый срок", widget=DateInput)

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < self.execution.municipality.today():
            raise ValidationError("Новый срок уже прошёл.")
        if self.execution.due_on and due_on <= self.execution.due_on:
            raise ValidationError(f"Новый срок не позже прежнего ({format_date(self.execution.due_on)}).")
        return due_on


class AnswerForm(ExecutionForm):
    """What was done, or why not. The office, which writes down a letter, says also who answered, how and when."""

    is_done = forms.TypedChoiceField(
        label="Пункт исполнен",
        choices=[("True", "да"), ("False", "нет: ниже причина")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        initial="True",
    )
    text = forms.CharField(
        label="Что сделано или почему нет", max_length=5000, widget=forms.Textarea({"rows": 4})
    )
    new_files = EvidenceField(label="Приложить файлы", required=False)
    channel = forms.ChoiceField(label="Как получен ответ", choices=ExecutionEntry.Channel)
    author = forms.CharField(label="Кто ответил", max_length=300, help_text="Должность, фамилия.")
    day = forms.DateField(label="День ответа", widget=DateInput)

    def __init__(self, execution, data=None, files=None, *, for_addressee=False):
        super().__init__(execution, data, files)
        self.initial = {"day": execution.municipality.today(), "channel": ExecutionEntry.Channel.EMAIL}
        if for_addressee:
            for name in ("channel", "author", "day"):
                del self.fields[name]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > self.execution.municipality.today():
            raise ValidationError("Эта дата ещё не наступила.")
        if day < (held := self.execution.clause.meeting.starts_on):
            raise ValidationError(f"Это раньше заседания ({format_date(held)}).")
        return day

    def given_by(self, user):
        """What was filled in, its files kept as attachments; what comes through the portal needs no author."""
        given = {"channel": ExecutionEntry.Channel.PORTAL, "day": self.execution.municipality.today()}
        files = [
            keep_file(file, content_type, self.execution.municipality, user)
            for file, content_type in self.cleaned_data["new_files"]
        ]
        return given | self.cleaned_data | {"files": files}
