"""Which kinds of official papers there are, and the states that they pass."""

from django.db import models


class PaperKind(models.TextChoices):
    PLAN = "activity_plan", "план мероприятий"
    MEDIA_PLAN = "media_plan", "медиаплан"
    REPORT = "report", "отчёт"
    MEETING = "meeting", "протоколы и решения"


class PaperState(models.TextChoices):
    DRAFT = "draft", "черновик"
    REWORK = "rework", "возвращён на доработку"
    IN_APPROVAL = "in_approval", "на согласовании"
    APPROVED = "approved", "утверждён"
    SENT = "sent", "отправлен"
    ACCEPTED = "accepted", "принят"
    RETURNED = "returned", "возвращён"


EDITABLE_STATES = {PaperState.DRAFT, PaperState.REWORK}
FINAL_STATES = {PaperState.APPROVED, PaperState.SENT, PaperState.ACCEPTED, PaperState.RETURNED}
# Those in which the region has the paper, or had it.
SENT_STATES = {PaperState.SENT, PaperState.ACCEPTED, PaperState.RETURNED}
