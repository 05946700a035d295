from django.urls import path

from .views import registers

urlpatterns = [
    path("registers/<slug:register>/", registers.RegisterView.as_view(), name="register"),
    path(
        "registers/<slug:register>/<paper_format:file_format>/",
        registers.RegisterFileView.as_view(),
        name="register-file",
    ),
    path(
        "registers/<slug:register>/views/", registers.SavedViewCreateView.as_view(), name="saved-view-create"
    ),
    path(
        "registers/views/<int:pk>/delete/", registers.SavedViewDeleteView.as_view(), name="saved-view-delete"
    ),
    path("registers/<slug:register>/publish/", registers.PublishView.as_view(), name="register-publish"),
    path("registers/<slug:register>/withdraw/", registers.WithdrawView.as_view(), name="register-withdraw"),
]
