"""Questions and what was said on them, each edited where it stands on the page of the meeting."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import CreateView, UpdateView
from django_htmx.http import reswap, retarget

from moc_portal.scoping import MunicipalityMixin
from organizations import perms

from ..meeting_forms import QuestionForm, SpeechForm
from ..models import AgendaItem, Speech
from .meetings import MeetingMixin, MinutesChangeMixin, outline_of


def question_response(request, question, *, is_new=False):
    """The question anew, in its place on the page or, a new one, below the others; else the page."""
    meeting = question.meeting
    if not request.htmx:
        return redirect(f"{meeting.get_absolute_url()}#question-{question.pk}")
    saved, clauses = next(entry for entry in outline_of(meeting) if entry[0] == question)
    context = {
        "meeting": meeting,
        "question": saved,
        "clauses": clauses,
        "warnings": meeting.warnings(),
        "may_change": meeting.is_editable,
        "is_new": is_new,
        "is_oob": True,
    }
    answer = render(request, "meetings/question_saved.html", context)
    if is_new:
        return reswap(retarget(answer, "#questions"), "beforeend")
    return reswap(retarget(answer, f"#question-{question.pk}"), "outerHTML")


def renumber(rows):
    """Places from 1 on, as the rows stand."""
    for position, row in enumerate(rows, start=1):
        type(row).objects.filter(pk=row.pk).update(position=position)


def moved(rows, row, direction):
    """The rows with one of them a place up or down."""
    place = rows.index(row)
    other = place + (1 if direction == "down" else -1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows


class QuestionMixin(MunicipalityMixin):
    """A view of the question that the address names."""

    permission = perms.may_keep_minutes

    @cached_property
    def question(self):
        questions = AgendaItem.objects.select_related("meeting__municipality", "meeting__body")
        return self.scoped_or_404(questions, pk=self.kwargs["pk"])

    @property
    def meeting(self):
        return self.question.meeting

    def get_object(self, queryset=None):
        return self.question

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section="meetings", meeting=self.meeting, question=self.question, **kwargs
        )


class QuestionCreateView(MinutesChangeMixin, MeetingMixin, CreateView):
    form_class = QuestionForm
    template_name = "meetings/question_form.html"

    def get_form_kwargs(self):
        question = AgendaItem(meeting=self.meeting)
        return super().get_form_kwargs() | {
            "instance": question,
            "user": self.request.user,
            "auto_id": "new-question-%s",
        }

    def form_valid(self, form):
        return question_response(self.request, form.save(), is_new=True)


class QuestionUpdateView(MinutesChangeMixin, QuestionMixin, UpdateView):
    form_class = QuestionForm
    template_name = "meetings/question_form.html"

    def get_form_kwargs(self):
        """Several questions may be open on one page: each field has an id of its own."""
        auto_id = f"question-{self.question.pk}-%s"
        return super().get_form_kwargs() | {"user": self.request.user, "auto_id": auto_id}

    def form_valid(self, form):
        return question_response(self.request, form.save())


class QuestionRowView(QuestionMixin, View):
    """The question as it was: «Отмена» of an edit in place."""

    def get(self, request, **kwargs):
        return question_response(request, self.question)


class QuestionMoveView(MinutesChangeMixin, QuestionMixin, View):
    def post(self, request, *, direction, **kwargs):
        renumber(moved(list(self.meeting.agenda.all()), self.question, direction))
        return redirect(f"{self.meeting.get_absolute_url()}#question-{self.question.pk}")


class QuestionDeleteView(MinutesChangeMixin, QuestionMixin, View):
    """What was decided on it stays, without a question."""

    def post(self, request, **kwargs):
        self.question.delete()
        renumber(self.meeting.agenda.all())
        messages.success(request, "Вопрос удалён из повестки.")
        return redirect(f"{self.meeting.get_absolute_url()}#agenda")


class SpeechMixin(MunicipalityMixin):
    """A view of what somebody said, which the address names."""

    permission = perms.may_keep_minutes

    @cached_property
    def speech(self):
        speeches = Speech.objects.select_related("item__meeting__municipality", "item__meeting__body")
        return self.scoped_or_404(speeches, pk=self.kwargs["pk"])

    @property
    def meeting(self):
        return self.speech.item.meeting

    def get_object(self, queryset=None):
        return self.speech

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"auto_id": f"speech-{self.speech.pk}-%s"}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section="meetings", meeting=self.meeting, question=self.speech.item, speech=self.speech, **kwargs
        )

    def form_valid(self, form):
        return question_response(self.request, form.save().item)


class SpeechCreateView(MinutesChangeMixin, QuestionMixin, CreateView):
    """The first who is heard is the one who reports; then others speak."""

    form_class = SpeechForm
    template_name = "meetings/speech_form.html"

    def get_form_kwargs(self):
        kind = Speech.Kind.SPOKE if self.question.rapporteurs else Speech.Kind.HEARD
        return super().get_form_kwargs() | {
            "instance": Speech(item=self.question, kind=kind),
            "auto_id": f"new-speech-{self.question.pk}-%s",
        }

    def form_valid(self, form):
        return question_response(self.request, form.save().item)


class SpeechUpdateView(MinutesChangeMixin, SpeechMixin, UpdateView):
    form_class = SpeechForm
    template_name = "meetings/speech_form.html"


class SpeechMoveView(MinutesChangeMixin, SpeechMixin, View):
    """Among those of its kind: «слушали» stands before «выступили»."""

    def post(self, request, *, direction, **kwargs):
        alike = list(self.speech.item.speeches.filter(kind=self.speech.kind))
        renumber(moved(alike, self.speech, direction))
        return question_response(request, self.speech.item)


class SpeechDeleteView(MinutesChangeMixin, SpeechMixin, View):
    def post(self, request, **kwargs):
        self.speech.delete()
        return question_response(request, self.speech.item)
