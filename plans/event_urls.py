from django.urls import path

from .views import events, pasting

EVENT = "events/<int:pk>/"

urlpatterns = [
    path("events/", events.EventListView.as_view(), name="event-list"),
    path("events/xlsx/", events.EventExportView.as_view(), name="event-export"),
    path("events/new/", events.EventCreateView.as_view(), name="event-create"),
    path("events/suggestions/", events.SuggestionsView.as_view(), name="event-suggestions"),
    path("events/paste/", pasting.PasteView.as_view(), name="event-paste"),
    path(EVENT, events.EventView.as_view(), name="event"),
    path(f"{EVENT}edit/", events.EventUpdateView.as_view(), name="event-edit"),
    path(f"{EVENT}delete/", events.EventDeleteView.as_view(), name="event-delete"),
    path(f"{EVENT}restore/", events.EventRestoreView.as_view(), name="event-restore"),
]
