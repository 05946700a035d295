"""What each step in the life of a programme asks."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from moc_portal.forms import DateInput, RowField
from organizations.models import LegalAct

from .models import Assessment, Program, ProgramRegister, Regulation, RoundResult
from .models.school_years import current_school_year, school_year_words
from .points import outcome_of

NO_ACT = "Выберите акт региона: без него рекомендация ничем не подтверждена. Если его нет в списке, внесите его в «Приказы»."


def _words(label, *, required=True, help_text=""):
    return forms.CharField(
        label=label,
        max_length=3000,
        required=required,
        help_text=help_text,
        widget=forms.Textarea({"rows": 3}),
    )


class LifeForm(forms.Form):
    def __init__(self, program, data=None, files=None):
        super().__init__(data, files)
        self.program = program

    def given_by(self, user):
        return self.cleaned_data


class SubmitForm(LifeForm):
    text = _words(
        "Пояснение для рецензента", required=False, help_text="Что исправлено, на что обратить внимание."
    )


class ReturnForm(LifeForm):
    text = _words("Что доработать", help_text="Замечания по местам программы вносятся на странице рецензии.")


class PassForm(LifeForm):
    level = forms.ChoiceField(label="Экспертиза", choices=Assessment.Level, widget=forms.RadioSelect)
    text = _words("Вывод рецензии", required=False)

    def __init__(self, program, data=None, files=None):
        super().__init__(program, data, files)
        self.fields["level"].initial = level_for(program)


def level_for(program) -> str:
    """Which experts assess a programme: the region's what certificates pay for, the municipality's all other."""
    is_certified = program.register == ProgramRegister.CERTIFIED
    return Assessment.Level.REGIONAL if is_certified else Assessment.Level.MUNICIPAL


class ConcludeForm(LifeForm):
    """The outcome; of a municipal assessment the points come from the experts' sheets."""

    result = forms.ChoiceField(label="Результат", choices=RoundResult, widget=forms.RadioSelect)
    decided_on = forms.DateField(label="Дата заключения", widget=DateInput)
    act = RowField(
        label="Акт экспертизы (приказ, протокол)",
        queryset=LegalAct.objects.none(),
        required=False,
        empty_label="Не указан",
    )
    valid_until = forms.DateField(label="Заключение действует до", widget=DateInput, required=False)
    school_year = forms.TypedChoiceField(label="Редакция на учебный год", coerce=int)
    text = _words("Заключение", required=False)

    def __init__(self, program, data=None, files=None):
        super().__init__(program, data, files)
        self.assessment = program.assessments.in_work().first()
        self.regulation = Regulation.objects.holding_in(program.municipality)
        today = program.municipality.today()
        fields: Any = self.fields
        fields["decided_on"].initial = today
        fields["valid_until"].initial = _years_later(today, self.regulation.valid_years)
        this_year = current_school_year(today)
        years = range(this_year - 1, this_year + 2)
        fields["school_year"].choices = [(year, school_year_words(year)) for year in years]
        fields["school_year"].initial = this_year + 1 if today.month in range(5, 9) else this_year
        fields["act"].queryset = LegalAct.objects.filter(municipality=program.municipality_id)

    @property
    def outcome(self):
        """What the experts' sheets come to; None for a regional assessment, which is held elsewhere."""
        is_municipal = self.assessment and self.assessment.level == Assessment.Level.MUNICIPAL
        return outcome_of(self.assessment, self.regulation) if is_municipal else None

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > self.program.municipality.today():
            raise ValidationError("Эта дата ещё не наступила.")
        if self.assessment and day < self.assessment.submitted_on:
            raise ValidationError(f"Программа подана на экспертизу {self.assessment.submitted_on:%d.%m.%Y}.")
        return day

    def clean(self):
        data: Any = super().clean()
        if data.get("valid_until") and data.get("decided_on") and data["valid_until"] <= data["decided_on"]:
            self.add_error("valid_until", "Срок действия должен быть позже даты заключения.")
        if data.get("result") in (RoundResult.REWORK, RoundResult.REJECTED) and not data.get("text"):
            self.add_error("text", "Напишите, что доработать или почему программа не рекомендована.")
        if self._wants_act(data) and "act" not in self.errors:
            self.add_error("act", NO_ACT)
        if (outcome := self.outcome) and outcome.max_points:
            data |= {"points": outcome.points, "max_points": outcome.max_points}
            if data.get("result") == RoundResult.PASSED and not outcome.is_enough:
                self.add_error("result", outcome.refusal)
        if data.get("result") != RoundResult.PASSED:
            data["valid_until"] = None
        return data

    def _wants_act(self, data):
        """What the region recommends no sheet of the portal proves."""
        is_regional = self.assessment and not self.assessment.is_municipal
        return is_regional and data.get("result") == RoundResult.PASSED and not data.get("act")


def _years_later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


class PublishForm(LifeForm):
    external_url = forms.URLField(
        label="Ссылка на карточку в навигаторе", max_length=500, assume_scheme="https"
    )
    external_id = forms.CharField(label="ID карточки", max_length=50)

    def __init__(self, program, data=None, files=None):
        super().__init__(program, data, files)
        self.initial = {"external_url": program.external_url, "external_id": program.external_id}

    def clean_external_id(self):
        value = self.cleaned_data["external_id"]
        others = Program.objects.filter(municipality=self.program.municipality_id, external_id=value)
        if taken := others.exclude(pk=self.program.pk).select_related("organization").first():
            raise ValidationError(f"Этот ID уже у программы «{taken}» ({taken.organization}).")
        return value


class ReviseForm(LifeForm):
    text = _words("Почему меняется программа")


class ArchiveForm(LifeForm):
    text = _words("Почему уходит в архив")
