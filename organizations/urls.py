from django.contrib.auth import views as auth
from django.urls import path

from . import views

urlpatterns = [
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("", views.HomeView.as_view(), name="home"),
    path("profile/", views.ProfileView.as_view(), name="profile"),
    path("profile/calendar/", views.CalendarLinkView.as_view(), name="profile-calendar"),
    path(
        "<slug:municipality>/organizations/", views.OrganizationListView.as_view(), name="organization-list"
    ),
    path(
        "<slug:municipality>/organizations/new/",
        views.OrganizationCreateView.as_view(),
        name="organization-create",
    ),
    path(
        "<slug:municipality>/organizations/<int:pk>/",
        views.OrganizationUpdateView.as_view(),
        name="organization-edit",
    ),
    path("<slug:municipality>/appointments/", views.AppointmentListView.as_view(), name="appointment-list"),
    path(
        "<slug:municipality>/appointments/<int:pk>/substitute/",
        views.SubstituteCreateView.as_view(),
        name="substitute-create",
    ),
    path(
        "<slug:municipality>/appointments/<int:pk>/end/",
        views.SubstituteEndView.as_view(),
        name="substitute-end",
    ),
]
