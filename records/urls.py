from django.urls import path

from . import views

urlpatterns = [
    path("files/<int:pk>/", views.AttachmentView.as_view(), name="attachment"),
    path("remarks/<int:pk>/resolve/", views.RemarkResolveView.as_view(), name="remark-resolve"),
    path("papers/<int:pk>/<slug:transition>/", views.TransitionView.as_view(), name="paper-transition"),
]
