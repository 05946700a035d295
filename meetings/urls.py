from django.urls import path

from .views import agenda, clauses, meetings

MEETING = "meetings/<int:pk>/"
QUESTION = "questions/<int:pk>/"
SPEECH = "speeches/<int:pk>/"
CLAUSE = "clauses/<int:pk>/"

urlpatterns = [
    path("meetings/", meetings.MeetingListView.as_view(), name="meeting-list"),
    path("meetings/new/", meetings.MeetingCreateView.as_view(), name="meeting-create"),
    path(MEETING, meetings.MeetingView.as_view(), name="meeting"),
    path(f"{MEETING}edit/", meetings.MeetingUpdateView.as_view(), name="meeting-edit"),
    path(f"{MEETING}held/", meetings.MeetingHeldView.as_view(), name="meeting-held"),
    path(f"{MEETING}attendance/", meetings.AttendanceView.as_view(), name="meeting-attendance"),
    path(f"{MEETING}paper/", meetings.MeetingPaperView.as_view(), name="meeting-paper"),
    path(f"{MEETING}<paper_format:file_format>/", meetings.MeetingFileView.as_view(), name="meeting-file"),
    path(f"{MEETING}questions/new/", agenda.QuestionCreateView.as_view(), name="question-create"),
    path(f"{QUESTION}edit/", agenda.QuestionUpdateView.as_view(), name="question-edit"),
    path(f"{QUESTION}row/", agenda.QuestionRowView.as_view(), name="question-row"),
    path(f"{QUESTION}move/<slug:direction>/", agenda.QuestionMoveView.as_view(), name="question-move"),
    path(f"{QUESTION}delete/", agenda.QuestionDeleteView.as_view(), name="question-delete"),
    path(f"{QUESTION}speeches/new/", agenda.SpeechCreateView.as_view(), name="speech-create"),
    path(f"{SPEECH}edit/", agenda.SpeechUpdateView.as_view(), name="speech-edit"),
    path(f"{SPEECH}move/<slug:direction>/", agenda.SpeechMoveView.as_view(), name="speech-move"),
    path(f"{SPEECH}delete/", agenda.SpeechDeleteView.as_view(), name="speech-delete"),
    path(f"{MEETING}clauses/new/", clauses.ClauseCreateView.as_view(), name="clause-create"),
    path(f"{MEETING}clauses/preview/", clauses.ClausePreviewView.as_view(), name="clause-preview"),
    path(f"{CLAUSE}edit/", clauses.ClauseUpdateView.as_view(), name="clause-edit"),
    path(f"{CLAUSE}deadline/", clauses.ClauseDeadlineView.as_view(), name="clause-deadline"),
    path(f"{CLAUSE}move/<slug:direction>/", clauses.ClauseMoveView.as_view(), name="clause-move"),
    path(f"{CLAUSE}delete/", clauses.ClauseDeleteView.as_view(), name="clause-delete"),
    path(f"{CLAUSE}addressing/", clauses.ClauseAddressingView.as_view(), name="clause-addressing"),
]
