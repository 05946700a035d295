from django.urls import path

from .views import imports, reconciliations

urlpatterns = [
    path("imports/", imports.ImportListView.as_view(), name="import-list"),
    path("imports/register.xlsx", imports.RegisterTableView.as_view(), name="import-table"),
    path("imports/<int:pk>/", imports.ImportView.as_view(), name="import"),
    path("imports/<int:pk>/columns/", imports.ImportColumnsView.as_view(), name="import-columns"),
    path("imports/<int:pk>/names/", imports.ImportNamesView.as_view(), name="import-names"),
    path("imports/<int:pk>/apply/", imports.ImportApplyView.as_view(), name="import-apply"),
    path("imports/<int:pk>/rejected.xlsx", imports.RejectedRowsView.as_view(), name="import-rejected"),
    path(
        "imports/<int:pk>/reconciliation/",
        reconciliations.ReconciliationView.as_view(),
        name="reconciliation",
    ),
    path(
        "imports/<int:pk>/reconciliation/<paper_format:file_format>/",
        reconciliations.ReconciliationFileView.as_view(),
        name="reconciliation-file",
    ),
]
