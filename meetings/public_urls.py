from django.urls import path

from .views import public

urlpatterns = [
    path("meetings/", public.PublicListView.as_view(), name="public-meetings"),
    path("meetings/<int:pk>/", public.PublicMeetingView.as_view(), name="public-meeting"),
]
