"""The door: logins, and how long somebody may try passwords."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from moc_portal.proxy import client_address
from plans.periods import ReportingPeriod
from reports.models import Report
from reports.refreshing import start_report

pytestmark = pytest.mark.django_db


def try_password(client, password, address="10.0.0.1"):
    return client.post(reverse("login"), {"username": "methodist", "password": password}, REMOTE_ADDR=address)


def test_a_right_password_leads_to_one_s_own_municipality(client, methodist, municipality):
    assert try_password(client, "parol").url == "/"
    assert client.get("/").url == f"/{municipality.slug}/"


def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait_but_only_from_there(client, methodist):
    for _ in range(10):
        try_password(client, "ne tot")
    refused = try_password(client, "parol")
    assert refused.status_code == 429
    assert "Слишком много неверных паролей" in refused.content.decode()
    assert try_password(client, "parol", address="10.0.0.2").status_code == 302


def test_behind_a_proxy_the_address_is_what_the_proxy_says(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}, REMOTE_ADDR="127.0.0.1")
    assert client_address(request) == "127.0.0.1"
    settings.HTTPS = True
    assert client_address(request) == "198.51.100.7"


def test_the_regional_centre_chooses_among_its_municipalities(client, rmc, municipality, other_municipality):
    client.force_login(rmc)
    page = client.get("/").content.decode()
    assert municipality.name in page
    assert other_municipality.name in page


def test_the_regional_centre_is_told_where_papers_wait_for_it(client, rmc, plan, other_municipality):
    report = start_report(plan, ReportingPeriod(2026, 1))
    client.force_login(rmc)
    assert "ждут вас документы" not in client.get("/").content.decode()
    Report.objects.filter(pk=report.pk).update(state="sent")
    assert client.get("/").content.decode().count("ждут вас документы: 1") == 1


def test_somebody_without_an_appointment_is_told_whom_to_ask(client, methodist):
    methodist.person.appointments.all().delete()
    client.force_login(methodist)
    assert "Обратитесь к администратору" in client.get("/").content.decode()


def test_a_part_of_a_page_is_not_answered_with_the_login_page(client, municipality):
    """Who was logged out while typing logs in and finds himself at the place on the page where he was."""
    page = f"http://testserver/{municipality.slug}/plans/?show=all#old"
    headers = {"HX-Request": "true", "HX-Current-URL": page, "HX-Target": "row-5"}
    answer = client.post(f"/{municipality.slug}/plans/new/", headers=headers)
    assert (answer.status_code, answer.content) == (401, b"")
    back = quote(f"/{municipality.slug}/plans/?show=all#row-5")
    assert answer["HX-Redirect"] == f"{reverse('login')}?next={back}"


def test_a_page_of_another_portal_is_no_place_to_go_back_to(client, municipality):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://elsewhere.example/"}
    answer = client.get(f"/{municipality.slug}/plans/", headers=headers)
    assert answer.url == f"{reverse('login')}?next=/{municipality.slug}/plans/"
