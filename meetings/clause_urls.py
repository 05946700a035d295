from django.urls import path

from .views import board, bulk, control, executions, silent, thread

urlpatterns = [
    path("clauses/", board.BoardView.as_view(), name="clause-list"),
    path("clauses/silent/", silent.LateView.as_view(), name="clauses-silent"),
    path("clauses/<int:pk>/", control.ClauseView.as_view(), name="clause"),
    path("clauses/<int:pk>/silent/", silent.SilentView.as_view(), name="clause-silent"),
    path("clauses/<int:pk>/accept/", bulk.AcceptView.as_view(), name="clause-accept"),
    path("clauses/<int:pk>/extend/", bulk.ExtendView.as_view(), name="clause-extend"),
    path("clauses/<int:pk>/remove/", bulk.RemoveView.as_view(), name="clause-remove"),
    path("clauses/<int:pk>/item/", thread.ToItemView.as_view(), name="clause-to-item"),
    path("clauses/<int:pk>/untie/<int:item>/", thread.UntieView.as_view(), name="clause-untie"),
    path("executions/<int:pk>/", executions.ExecutionView.as_view(), name="execution"),
    path(
        "executions/<int:pk>/<slug:transition>/",
        executions.ExecutionTransitionView.as_view(),
        name="execution-transition",
    ),
]
