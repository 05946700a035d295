"""The pages of one programme and of its review."""

from django.urls import path

from .views import cards, groups, life, programs, reviews

PROGRAM = "programs/<int:pk>/"
REMARK = "program-remarks/<int:pk>/"

urlpatterns = [
    path("programs/new/", cards.ProgramCreateView.as_view(), name="program-create"),
    path(PROGRAM, programs.ProgramView.as_view(), name="program"),
    path(f"{PROGRAM}edit/", cards.ProgramUpdateView.as_view(), name="program-edit"),
    path(f"{PROGRAM}history/", cards.ProgramHistoryView.as_view(), name="program-history"),
    path(
        f"{PROGRAM}steps/<slug:transition>/", life.ProgramTransitionView.as_view(), name="program-transition"
    ),
    path(f"{PROGRAM}groups/new/", groups.GroupCreateView.as_view(), name="group-create"),
    path("study-groups/<int:pk>/edit/", groups.GroupUpdateView.as_view(), name="group-edit"),
    path("study-groups/<int:pk>/delete/", groups.GroupDeleteView.as_view(), name="group-delete"),
    path(f"{PROGRAM}editions/<year:year>/", groups.EditionView.as_view(), name="program-edition"),
    path("reviews/<int:pk>/", reviews.ReviewView.as_view(), name="review"),
    path(f"{REMARK}answer/", reviews.RemarkAnswerView.as_view(), name="program-remark-answer"),
    path(f"{REMARK}resolve/", reviews.RemarkResolveView.as_view(), name="program-remark-resolve"),
    path(f"{REMARK}delete/", reviews.RemarkDeleteView.as_view(), name="program-remark-delete"),
]
