from django.urls import path

from .views import papers

MEETING, FILE = "meetings/<int:pk>/", "<paper_format:file_format>/"

urlpatterns = [
    path(f"{MEETING}agenda/{FILE}", papers.AgendaFileView.as_view(), name="meeting-agenda-file"),
    path(f"{MEETING}attendance/{FILE}", papers.AttendanceFileView.as_view(), name="meeting-attendance-file"),
    path(f"{MEETING}control/{FILE}", papers.ControlFileView.as_view(), name="meeting-control-file"),
    path(
        f"{MEETING}extracts/<int:organization>/{FILE}",
        papers.ExtractFileView.as_view(),
        name="meeting-extract-file",
    ),
]
