from django.db.models import Count, Q
from django.urls import reverse
from django.views.generic import CreateView, DetailView, UpdateView

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from records.views.registers import RegisterView

from ..models import Consultation
from ..provider_forms import AnswerForm, ConsultationForm, QuestionForm
from .office import OfficeFormMixin


class ConsultationListView(RegisterView):
    """The register; above it how many there are of each kind among those shown."""

    slug = "consultations"
    template_name = "programs/providers/consultation_list.html"

    def get_context_data(self, **kwargs):
        rows = self.selection.rows.order_by().values_list("kind")
        counted = rows.annotate(number=Count("pk"), waiting=Count("pk", filter=Q(answered_on=None)))
        labels = dict(Consultation.Kind.choices)
        counts = [(labels[kind], number, waiting) for kind, number, waiting in counted]
        may_ask = perms.may_ask(self.request.user, self.municipality)
        return super().get_context_data(counts=counts, may_ask=may_ask, **kwargs)


class ConsultationMixin(MunicipalityMixin):
    """A view of the question that the address names."""

    context_object_name = "consultation"

    def get_object(self, queryset=None):
        related = ("organization__municipality", "moderator", "program", "answered_by__person")
        return self.scoped_or_404(Consultation.objects.select_related(*related), pk=self.kwargs["pk"])


class ConsultationView(ConsultationMixin, DetailView):
    """For the office and for the organisation that asked."""

    template_name = "programs/providers/consultation.html"
    extra_context = {"section": "programs"}


class ConsultationFormMixin(OfficeFormMixin):
    form_class: type[AnswerForm] = ConsultationForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_success_url(self):
        if self.object and self.object.pk:
            return self.object.get_absolute_url()
        return reverse("consultation-list", args=[self.municipality.slug])


class ConsultationCreateView(ConsultationFormMixin, CreateView):
    """An organisation asks; or the office writes down who asked it by phone."""

    permission = perms.may_ask
    heading = "Новое обращение"

    def get_form_class(self):
        is_office = perms.may_edit(self.request.user, self.municipality)
        return ConsultationForm if is_office else QuestionForm


class ConsultationUpdateView(ConsultationFormMixin, ConsultationMixin, UpdateView):
    heading = "Изменить обращение"


class ConsultationAnswerView(ConsultationFormMixin, ConsultationMixin, UpdateView):
    form_class = AnswerForm
    template_name = "programs/providers/answer_form.html"
    heading = "Ответ на обращение"
