"""Assessments of programmes: those of a municipality, the sheets of their experts, the regulation."""

from django.urls import path

from .views import assessments, experts, regulations, sheets

urlpatterns = [
    path("assessments/", assessments.AssessmentListView.as_view(), name="assessment-list"),
    path("assessments/<int:pk>/", assessments.AssessmentView.as_view(), name="assessment"),
    path(
        "assessments/<int:pk>/act.<paper_format:file_format>",
        assessments.AssessmentFileView.as_view(),
        name="assessment-file",
    ),
    path("assessments/<int:pk>/experts/", experts.ExpertsView.as_view(), name="assignment-create"),
    path("sheets/<int:pk>/", sheets.SheetView.as_view(), name="assignment"),
    path("sheets/<int:pk>/remove/", experts.SheetRemoveView.as_view(), name="assignment-remove"),
    path("sheets/<int:pk>/release/", experts.SheetReleaseView.as_view(), name="assignment-release"),
    path("sheets/<int:pk>/reopen/", experts.SheetReopenView.as_view(), name="assignment-reopen"),
    path("sheets/<int:pk>/recuse/", sheets.RecuseView.as_view(), name="assignment-recuse"),
    path("sheets/<int:pk>/remarks/", sheets.RemarkCreateView.as_view(), name="assignment-remark"),
    path(
        "sheets/remarks/<int:pk>/delete/",
        sheets.RemarkDeleteView.as_view(),
        name="assignment-remark-delete",
    ),
    path("regulation/", regulations.RegulationView.as_view(), name="regulation"),
    path("regulation/own/", regulations.RegulationOwnView.as_view(), name="regulation-own"),
    path("regulation/edit/", regulations.RegulationEditView.as_view(), name="regulation-edit"),
]
