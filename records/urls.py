from django.urls import path

from .views import papers, revisions, routes, transitions

urlpatterns = [
    path("files/<int:pk>/", papers.AttachmentView.as_view(), name="attachment"),
    path("remarks/<int:pk>/resolve/", transitions.RemarkResolveView.as_view(), name="remark-resolve"),
    path("papers/<int:pk>/revisions/", revisions.RevisionsView.as_view(), name="paper-revisions"),
    path("papers/<int:pk>/revisions/<int:number>/", revisions.RevisionView.as_view(), name="paper-revision"),
    path(
        "papers/<int:pk>/revisions/<int:number>/<paper_format:file_format>/",
        revisions.RevisionFileView.as_view(),
        name="paper-revision-file",
    ),
    path("papers/<int:pk>/compare/", revisions.CompareView.as_view(), name="paper-compare"),
    path("papers/<int:pk>/<slug:transition>/", transitions.TransitionView.as_view(), name="paper-transition"),
    path("routes/", routes.RouteListView.as_view(), name="route-list"),
    path("routes/<slug:paper_kind>/", routes.RouteEditView.as_view(), name="route-edit"),
    path("routes/<slug:paper_kind>/reset/", routes.RouteResetView.as_view(), name="route-reset"),
]
