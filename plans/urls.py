from django.urls import path

from .views import items, plans, results

ITEM = "plans/<year:year>/items/<int:pk>/"

urlpatterns = [
    path("plans/", plans.PlanListView.as_view(), name="plan-list"),
    path("plans/new/", plans.PlanCreateView.as_view(), name="plan-create"),
    path("plans/new/rollover/", plans.PlanRolloverView.as_view(), name="plan-rollover"),
    path("plans/<year:year>/", plans.PlanView.as_view(), name="plan"),
    path("plans/<year:year>/paper/", plans.PlanPaperView.as_view(), name="plan-paper"),
    path("plans/<year:year>/changes/", plans.PlanChangesView.as_view(), name="plan-changes"),
    path(
        "plans/<year:year>/changes/<paper_format:file_format>/",
        plans.PlanChangesFileView.as_view(),
        name="plan-changes-file",
    ),
    path("plans/<year:year>/<paper_format:file_format>/", plans.PlanFileView.as_view(), name="plan-file"),
    path("plans/<year:year>/deadline/", items.DeadlinePreviewView.as_view(), name="deadline-preview"),
    path("plans/<year:year>/sections/<int:section>/new/", items.ItemCreateView.as_view(), name="item-create"),
    path(
        "plans/<year:year>/sections/<int:section>/renumber/",
        items.SectionRenumberView.as_view(),
        name="section-renumber",
    ),
    path(ITEM, items.ItemView.as_view(), name="item"),
    path(f"{ITEM}edit/", items.ItemUpdateView.as_view(), name="item-edit"),
    path(f"{ITEM}row/", items.ItemRowView.as_view(), name="item-row"),
    path(f"{ITEM}move/<slug:direction>/", items.ItemMoveView.as_view(), name="item-move"),
    path(f"{ITEM}withdraw/", items.ItemWithdrawView.as_view(), name="item-withdraw"),
    path(f"{ITEM}restore/", items.ItemRestoreView.as_view(), name="item-restore"),
    path(f"{ITEM}deadline/", items.DeadlineCorrectView.as_view(), name="item-deadline"),
    path(f"{ITEM}due/overdue/", items.OverdueCloseView.as_view(), name="occurrences-close"),
    path(f"{ITEM}due/<int:occurrence>/", items.OccurrenceCloseView.as_view(), name="occurrence-close"),
    path(f"{ITEM}results/<period:period>/", results.ResultEditView.as_view(), name="result-edit"),
    path(f"{ITEM}tally/<int:kind>/", results.TallyView.as_view(), name="tally"),
]
