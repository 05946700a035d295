from django.urls import path

from .views import jobs

urlpatterns = [
    path("jobs/", jobs.JobListView.as_view(), name="job-list"),
    path("jobs/<int:pk>/", jobs.JobView.as_view(), name="job"),
    path("jobs/<int:pk>/file/", jobs.JobFileView.as_view(), name="job-file"),
]
