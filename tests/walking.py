"""Papers on their way, moved as the people of the cast move them."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from records.approval import APPROVAL
from records.attachments import keep_file
from records.models import ApprovalRoute, PaperKind, RouteStep

PDF = b"%PDF-1.7\n%%EOF\n"


def route_of(municipality, *steps):
    """Let its plans go by these steps."""
    ApprovalRoute.replace(municipality, PaperKind.PLAN, [RouteStep(**step) for step in steps])


def approve(record, methodist, *deciders):
    """Sent off and passed by each in turn; with the cast's own route these are the head and the authority."""
    record = APPROVAL.perform("submit", record, methodist)
    for decider in deciders:
        record = APPROVAL.perform("pass", record, decider)
    return record


def sign(record, user, content=PDF):
    """With a scan of the signed copy, as the form keeps it."""
    file = ContentFile(content, name="подписано.pdf")
    scan = keep_file(file, "application/pdf", record.municipality, user)
    return APPROVAL.perform("sign", record, user, {"scan": scan})


def send(record, user, number="45", day=None):
    facts = {"number": number, "day": day or record.municipality.today()}
    facts |= {"channel": "email", "addressee": "Региональный модельный центр"}
    return APPROVAL.perform("send", sign(record, user), user, facts)


def answer(record, user, transition, number="77", **facts):
    day = record.municipality.today()
    return APPROVAL.perform(transition, record, user, {"number": number, "day": day, **facts})


def log_url(record):
    """The page of the versions and the log."""
    return reverse("paper-revisions", args=[record.municipality.slug, record.pk])


def upload(name="скан.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")
