from django.urls import path

from .views import acts, evidence

urlpatterns = [
    path("acts/", acts.ActListView.as_view(), name="act-list"),
    path("acts/new/", acts.ActCreateView.as_view(), name="act-create"),
    path("acts/<int:pk>/", acts.ActView.as_view(), name="act"),
    path("acts/<int:pk>/edit/", acts.ActUpdateView.as_view(), name="act-edit"),
    path("events/proofs/", evidence.EventProofsView.as_view(), name="event-proofs"),
    path("events/folder/", evidence.FolderView.as_view(), name="event-folder"),
    path("events/folder/zip/", evidence.FolderFileView.as_view(), name="event-folder-zip"),
]
