from django.urls import path

from .views import media

ENTRY = "media/<year:year>/<int:pk>/"

urlpatterns = [
    path("media/", media.MediaListView.as_view(), name="media-list"),
    path("media/new/", media.MediaCreateView.as_view(), name="media-create"),
    path("media/<year:year>/", media.MediaView.as_view(), name="media"),
    path("media/<year:year>/paper/", media.MediaPaperView.as_view(), name="media-paper"),
    path("media/<year:year>/<paper_format:file_format>/", media.MediaFileView.as_view(), name="media-file"),
    path("media/<year:year>/new/", media.EntryCreateView.as_view(), name="media-entry-create"),
    path(f"{ENTRY}edit/", media.EntryUpdateView.as_view(), name="media-entry-edit"),
    path(f"{ENTRY}withdraw/", media.EntryWithdrawView.as_view(), name="media-entry-withdraw"),
    path(f"{ENTRY}restore/", media.EntryRestoreView.as_view(), name="media-entry-restore"),
    path(f"{ENTRY}publish/", media.EntryPublishView.as_view(), name="media-entry-publish"),
    path(f"{ENTRY}unpublish/", media.EntryUnpublishView.as_view(), name="media-entry-unpublish"),
]
