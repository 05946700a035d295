from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import CreateView, DetailView, FormView, UpdateView
from django_filters.views import FilterView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.approval import APPROVAL
from records.passage import may_resolve
from records.views import PaperChangeMixin, PaperFileView, PaperMixin, PaperPageView

from ..filters import MeetingFilter
from ..meeting_forms import AttendanceForm, HeldForm, MeetingForm
from ..models import AgendaItem, Body, Clause, Meeting
from ..models.executions import with_control


class MeetingListView(MunicipalityMixin, FilterView):
    """The office's meetings in every stage; for an organisation the papers that it may read."""

    filterset_class = MeetingFilter
    template_name = "meetings/meeting_list.html"
    paginate_by = 50
    extra_context = {"section": "meetings"}

    def get_queryset(self):
        return with_control(self.scoped(Meeting.objects).select_related("municipality", "body"))

    def get_filterset_kwargs(self, filterset_class):
        bodies = Body.objects.filter(municipality=self.municipality, meetings__in=self.get_queryset())
        return super().get_filterset_kwargs(filterset_class) | {"bodies": bodies.distinct()}


class MeetingMixin(PaperMixin):
    """A view of the meeting that the address names."""

    model = Meeting
    related = [*PaperMixin.related, "body"]

    def get_record(self):
        papers = with_control(Meeting.objects.select_related(*self.related))
        return self.scoped_or_404(papers, **self.get_lookup())

    def get_lookup(self):
        return {"id": self.kwargs["pk"]}  # a number of any length; the key itself is a link to the paper

    @cached_property
    def meeting(self):
        return self.get_record()

    def get_object(self, queryset=None):
        return self.meeting

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="meetings", meeting=self.meeting, **kwargs)


class MinutesChangeMixin(PaperChangeMixin):
    """A change of a meeting or of what stands in its paper, by those who keep the minutes."""

    permission = perms.may_keep_minutes
    refusal = "Документ {state}: пока он не подписан, его можно отозвать; подписанный не меняется."

    def get_paper(self):
        return self.meeting


class MeetingView(MeetingMixin, DetailView):
    """The whole meeting on one page; whoever does not work in the office reads the paper."""

    template_name = "meetings/meeting.html"

    def get(self, request, *args, **kwargs):
        if not perms.may_read_office(request.user, self.municipality):
            return redirect(self.meeting.get_paper_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user, meeting = self.request.user, self.meeting
        *questions, (_, others) = outline_of(meeting)
        remarks = list(meeting.open_remarks().select_related("author__person"))
        return super().get_context_data(
            questions=questions,
            other_clauses=others,
            warnings=meeting.warnings(),
            addressees=meeting.addressees() if meeting.is_signed else (),
            attendance=meeting.attendance.select_related("organization"),
            transitions=APPROVAL.available(meeting, user),
            may_change=meeting.is_editable and perms.may_keep_minutes(user, self.municipality),
            appointments=meeting.municipality.appointments.on(self.municipality.today()).select_related(
                "person"
            ),
            may_resolve=may_resolve(user, meeting),
            remarks=remarks,
            **kwargs,
        )


def outline_of(meeting):
    """Each question with what was said and the clauses on it; last, after None, the clauses on none."""
    questions = AgendaItem.objects.select_related("continues__meeting__municipality")
    prefetch_related_objects(
        [meeting],
        Prefetch("agenda", questions.prefetch_related("speeches", "attachments")),
        Prefetch("clauses", Clause.objects.of_page()),
    )
    decided: dict[int | None, list[Clause]] = {question.pk: [] for question in meeting.agenda.all()}
    decided[None] = []
    for clause in meeting.clauses.all():
        decided[clause.item_id].append(clause)
    return [(question, decided[question.pk]) for question in meeting.agenda.all()] + [(None, decided[None])]


class MeetingPaperView(MeetingMixin, PaperPageView):
    pass


class MeetingFileView(MeetingMixin, PaperFileView):
    pass


class MeetingFormMixin:
    form_class = MeetingForm
    template_name = "meetings/meeting_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        try:
            with transaction.atomic():
                meeting = form.save()
        except IntegrityError:  # a colleague took the number a moment ago
            form.add_error("number", "Этот номер только что занят: выберите другой.")
            return self.form_invalid(form)
        return redirect(meeting)


class MeetingCreateView(MeetingFormMixin, MunicipalityMixin, CreateView):
    permission = perms.may_keep_minutes
    extra_context = {"section": "meetings"}

    def get_initial(self):
        """What was chosen already while the number is asked anew for another body or day."""
        chosen = {name: self.request.GET[name] for name in ("body", "starts_on") if name in self.request.GET}
        return {"starts_on": self.municipality.today()} | chosen

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Meeting(municipality=self.municipality)}


class MeetingUpdateView(MinutesChangeMixin, MeetingFormMixin, MeetingMixin, UpdateView):
    pass


class MeetingHeldView(MinutesChangeMixin, MeetingMixin, UpdateView):
    form_class = HeldForm
    template_name = "meetings/held_form.html"

    def form_valid(self, form):
        meeting = form.save()
        messages.success(self.request, "Отмечено: проведено. Внесите, что слушали и что решили.")
        return redirect(meeting)


class AttendanceView(MinutesChangeMixin, MeetingMixin, FormView):
    """Who was present, by category and by organisation."""

    template_name = "meetings/attendance_form.html"

    def get_form(self, form_class=None):
        return AttendanceForm(self.meeting, self.request.POST if self.request.method == "POST" else None)

    def form_valid(self, form):
        form.save()
        return redirect(f"{self.meeting.get_absolute_url()}#attendance")
