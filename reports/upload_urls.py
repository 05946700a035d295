from django.urls import path

from .views import uploads

urlpatterns = [
    path("uploads/", uploads.UploadListView.as_view(), name="upload-list"),
    path("uploads/<int:pk>/", uploads.UploadView.as_view(), name="upload"),
    path("uploads/<int:pk>/columns/", uploads.UploadColumnsView.as_view(), name="upload-columns"),
    path("uploads/<int:pk>/apply/", uploads.UploadApplyView.as_view(), name="upload-apply"),
    path("uploads/<int:pk>/undo/", uploads.UploadUndoView.as_view(), name="upload-undo"),
    path("uploads/<int:pk>/delete/", uploads.UploadDeleteView.as_view(), name="upload-delete"),
]
