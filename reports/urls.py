from django.urls import path

from .views import forms, lines, reports

REPORT = "reports/<report:address>/"
LINE = f"{REPORT}lines/<int:pk>/"

urlpatterns = [
    path("reports/", reports.ReportListView.as_view(), name="report-list"),
    path("reports/forms/", forms.FormListView.as_view(), name="form-list"),
    path("reports/forms/<int:pk>/", forms.FormEditView.as_view(), name="form-edit"),
    path("reports/forms/<int:pk>/own/", forms.FormOwnView.as_view(), name="form-own"),
    path(REPORT, reports.ReportView.as_view(), name="report"),
    path(f"{REPORT}new/", reports.ReportCreateView.as_view(), name="report-create"),
    path(f"{REPORT}halves/", reports.ReportHalvesView.as_view(), name="report-halves"),
    path(f"{REPORT}draft/", reports.ReportDraftView.as_view(), name="report-draft"),
    path(f"{REPORT}paper/", reports.ReportPaperView.as_view(), name="report-paper"),
    path(f"{REPORT}<paper_format:file_format>/", reports.ReportFileView.as_view(), name="report-file"),
    path(f"{REPORT}rows/new/", lines.LineCreateView.as_view(), name="line-create"),
    path(LINE, lines.LineView.as_view(), name="line"),
    path(f"{LINE}edit/", lines.LineEditView.as_view(), name="line-edit"),
    path(f"{LINE}refresh/", lines.LineRefreshView.as_view(), name="line-refresh"),
    path(f"{LINE}check/", lines.LineCheckView.as_view(), name="line-check"),
    path(f"{LINE}figures/<slug:slot>/", lines.FigureView.as_view(), name="figure"),
    path(f"{LINE}delete/", lines.LineDeleteView.as_view(), name="line-delete"),
]
