"""What a step of a paper asks of the one who takes it; and how a view of a register is called."""

from django import forms
from django.core.exceptions import ValidationError

from documents.paper import Paper, Row, Table
from documents.prose import format_date
from moc_portal.forms import DateInput

from .attachments import content_type_of, keep_file, scan_refusal
from .models import Dispatch, RouteStep, SavedView

INCOMING_HELP = "Под которым документ получен, или номер ответного письма."
ANSWER_SCAN = "Скан ответного письма, если оно есть"


class ScanField(forms.FileField):
    """A scanned paper; cleaned to (file, content type), or None."""

    widget = forms.FileInput

    def __init__(self, **kwargs):
        again = "PDF или снимок. Если форма вернулась с замечанием, выберите файл ещё раз."
        super().__init__(help_text=again, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        content_type = content_type_of(file)
        if refusal := scan_refusal(file, content_type):
            raise ValidationError(refusal)
        return file, content_type


class TransitionForm(forms.Form):
    """A step that asks nothing; those that do say more. A form with a `day` says from when on it may be."""

    too_early = ""  # the sentence for a day before the {first} possible one

    def __init__(self, record, data=None, files=None):
        super().__init__(data, files)
        self.record = record

    def first_day(self):
        """The first day on which what is asked for can have happened, if there is one."""
        raise NotImplementedError

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > self.record.municipality.today():
            raise ValidationError("Эта дата ещё не наступила.")
        first = self.first_day()
        if first and day < first:
            raise ValidationError(self.too_early.format(first=format_date(first)))
        return day

    def given_by(self, user):
        """What was filled in, its scan kept as an attachment."""
        if not (scan := self.cleaned_data.get("scan")):
            return self.cleaned_data
        file, content_type = scan
        return self.cleaned_data | {"scan": keep_file(file, content_type, self.record.municipality, user)}


def day_field(label):
    return forms.DateField(label=label, widget=DateInput)


def number_field(label, **kwargs):
    return forms.CharField(label=label, max_length=50, **kwargs)


# On the route


class DecisionForm(TransitionForm):
    """A step of the route: words for the log, and at the last step the act by which the paper is approved."""

    comment = forms.CharField(label="Пояснение, если нужно", max_length=1000, required=False)
    act = forms.CharField(
        label="Утверждён актом, если он есть",
        max_length=200,
        required=False,
        help_text="Например: приказом от 12.01.2026 № 5. Без акта печатаются должность, фамилия и дата.",
    )

    def __init__(self, record, data=None, files=None):
        super().__init__(record, data, files)
        if record.step and record.step.action != RouteStep.Action.APPROVE:
            del self.fields["act"]


class LetterForm(TransitionForm):
    """What came from a party outside the portal, and when."""

    too_early = "Документ отправлен на согласование {first}: раньше этого дня ответа быть не могло."

    day = day_field("Дата письма")
    number = number_field("Номер письма")
    scan = ScanField(label="Скан письма или подписанного листа", required=False)

    def first_day(self):
        return self.record.sent_off_on()


class OutsideDecisionForm(LetterForm, DecisionForm):
    """A step that a party outside the portal has passed, as the office records it."""

    field_order = ["day", "number", "post", "name", "scan", "act", "comment"]

    post = forms.CharField(label="Должность подписавшего", max_length=200)
    name = forms.CharField(label="Кто подписал", max_length=200, help_text="Например: И.И. Иванова.")


def decision_form(record, data=None, files=None):
    """The form of the present step, taken in the portal or recorded by the office."""
    is_outside = record.step and record.step.is_outside
    return (OutsideDecisionForm if is_outside else DecisionForm)(record, data, files)


def remark_field(label, lines):
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": lines}))


class RemarksForm(LetterForm):
    """Remarks for the whole paper and for each of its rows; `remarks` lists them as (row or None, text)."""

    template_name = "records/transitions/remarks.html"
    field_order = ["day", "number", "scan", "to", "remark"]

    to = forms.ModelChoiceField(
        RouteStep.objects.none(), label="Куда вернуть", required=False, empty_label="методисту, на доработку"
    )
    remark = remark_field("Замечание ко всему документу", lines=2)

    def __init__(self, record, data=None, files=None):
        super().__init__(record, data, files)
        if record.step and record.step.earlier().exists():
            self.fields["to"].queryset = record.step.earlier().select_related("post")
        else:
            del self.fields["to"]
        if not self.is_by_letter:
            for name in ("day", "number", "scan"):
                del self.fields[name]
        self.asked = list(self.fields)
        self.table_rows = table_rows(record.paper())
        for row in self.table_rows:
            self.fields[f"remark-{row.key}"] = remark_field(f"Замечание к строке {row.cells[0]}", lines=1)

    @property
    def is_by_letter(self):
        return self.record.step is not None and self.record.step.is_outside

    def clean(self):
        names = {None: "remark"} | {int(row.key): f"remark-{row.key}" for row in self.table_rows}
        remarks = [(row, self.cleaned_data.get(name, "")) for row, name in names.items()]
        return self.cleaned_data | {"remarks": remarks}

    def whole(self):
        """The fields that are asked once for the whole paper."""
        return [self[name] for name in self.asked]

    def rows(self):
        """The rows of the paper, each with the field for its remark."""
        return [(row, self[f"remark-{row.key}"]) for row in self.table_rows]


def table_rows(paper: Paper) -> list[Row]:
    """The rows of the paper's tables that remarks can point at, section rows apart."""
    tables = (block for block in paper.body if isinstance(block, Table))
    rows = (row for table in tables for row in table.rows if isinstance(row, Row))
    return [row for row in rows if row.key.isdecimal()]


# After the approval


class SignedCopyForm(TransitionForm):
    scan = ScanField(label="Скан подписанного документа")


class SendForm(TransitionForm):
    too_early = "Документ утверждён {first}: раньше этого дня его отправить не могли."

    number = number_field("Исходящий номер")
    day = day_field("Дата отправки")
    channel = forms.ChoiceField(label="Как отправлен", choices=Dispatch.Channel.choices)
    addressee = forms.CharField(label="Кому", max_length=300)

    def __init__(self, record, data=None, files=None):
        super().__init__(record, data, files)
        self.initial = {
            "day": record.municipality.today(),
            "channel": Dispatch.Channel.EMAIL,
            "addressee": record.addressee,
        }

    def first_day(self):
        snapshot = self.record.in_force
        return snapshot and snapshot.approved_on


class AnswerFields(TransitionForm):
    """The answer of the addressee: how he has registered the paper, or the letter by which he answered."""

    too_early = "Документ отправлен {first}: раньше этого дня ответа быть не могло."

    def __init__(self, record, data=None, files=None):
        super().__init__(record, data, files)
        self.initial["day"] = record.municipality.today()

    def first_day(self):
        dispatch = self.record.in_force and self.record.in_force.sent
        return dispatch and dispatch.sent_on


class AnswerForm(AnswerFields):
    number = number_field("Входящий номер", help_text=INCOMING_HELP)
    day = day_field("Дата")
    scan = ScanField(label=ANSWER_SCAN, required=False)
    comment = forms.CharField(label="Пояснение, если нужно", max_length=1000, required=False)


class ReturnAnswerForm(AnswerFields, RemarksForm):
    """A sent paper comes back: the answer, and what is to be mended."""

    is_by_letter = True

    number = number_field("Входящий номер", help_text=INCOMING_HELP)
    day = day_field("Дата")
    scan = ScanField(label=ANSWER_SCAN, required=False)


class CorrectionForm(TransitionForm):
    reason = forms.CharField(
        label="Причина",
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Печатается в документе под заголовком.",
    )


class CompareForm(forms.Form):
    """Which two versions are compared; the draft is the newest while there is one."""

    DRAFT = "draft"

    before = forms.ChoiceField(label="Было", widget=forms.Select({"class": "w-auto"}))
    after = forms.ChoiceField(label="Стало", widget=forms.Select({"class": "w-auto"}))

    def __init__(self, record, snapshots, data):
        self.record = record
        self.snapshots = {str(snapshot.number): snapshot for snapshot in snapshots}
        choices = [(number, f"редакция № {number}") for number in self.snapshots]
        if not record.is_final:
            choices.insert(0, (self.DRAFT, "проект"))
        # Whoever chose nothing sees the newest beside the one before it.
        newest = [value for value, _ in choices] + [""] * 2
        super().__init__({"after": newest[0], "before": newest[1]} | data.dict())
        for field in self.fields.values():
            field.choices = choices

    def papers(self):
        return [self._paper(self.cleaned_data[name]) for name in ("before", "after")]

    def _paper(self, value):
        return self.record.draw() if value == self.DRAFT else self.snapshots[value].paper()


class SavedViewForm(forms.ModelForm):
    """The name of a view; whose it is and what it shows stands in the instance."""

    class Meta:
        model = SavedView
        fields = ["name"]
        labels = {"name": "Название отбора"}

    def clean(self):
        longest = SavedView._meta.get_field("query").max_length
        if len(self.instance.query) > (longest or 0):
            raise ValidationError("Условий слишком много: сократите их и сохраните отбор ещё раз.")
        if not self.instance.query:
            raise ValidationError("Сначала выберите условия или порядок, потом сохраните отбор.")
        return super().clean()

    def _get_validation_exclusions(self):
        """The name is to be unique among the views of this register, though whose and which are no fields here."""
        return super()._get_validation_exclusions() - {"municipality", "user", "register"}
