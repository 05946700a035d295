"""Files that go with a meeting: for those asked to it, for those present, for each whom it binds, for who controls."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views import View

from moc_portal.scoping import MunicipalityMixin
from organizations import perms
from organizations.models import Organization
from records.views.papers import file_response

from ..models import Execution, Meeting
from ..papers import agenda_paper, extract_paper
from ..sheets import attendance_sheet, control_report


class OfficeFileView(MunicipalityMixin, View):
    """A file drawn from a meeting, for the office alone."""

    permission = perms.may_read_office
    title = "{meeting}"

    def get(self, request, *, pk, file_format, **kwargs):
        meeting = self.scoped_or_404(
            Meeting.objects.select_related("body__municipality", "municipality"), id=pk
        )
        return file_response(self.draw(meeting), self.title.format(meeting=meeting.title), file_format)

    def draw(self, meeting):
        raise NotImplementedError


class AgendaFileView(OfficeFileView):
    title = "Повестка. {meeting}"

    def draw(self, meeting):
        return agenda_paper(meeting)


class AttendanceFileView(OfficeFileView):
    title = "Явочный лист. {meeting}"

    def draw(self, meeting):
        return attendance_sheet(meeting)


class ControlFileView(OfficeFileView):
    title = "Контрольная справка. {meeting}"

    def draw(self, meeting):
        return control_report(meeting, self.municipality.today())


class ExtractFileView(MunicipalityMixin, View):
    """What of a signed paper binds one organisation; it may load its own, even where it may not read the whole."""

    def get(self, request, *, pk, organization, file_format, **kwargs):
        meeting = get_object_or_404(
            Meeting.objects.select_related("body__municipality", "municipality"), id=pk
        )
        addressee = get_object_or_404(Organization, pk=organization)
        owed = self.scoped(Execution.objects).filter(clause__meeting=meeting, organization=addressee)
        if not owed.exists():
            raise Http404
        title = f"Выписка. {meeting.title}. {addressee}"
        return file_response(extract_paper(meeting, addressee), title, file_format)
