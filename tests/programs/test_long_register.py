"""A register of many rows is printed behind the pages."""

import pytest

from programs.models import Program
from records.models import Job

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("file_format", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_long_register_is_printed_by_a_job_with_the_same_conditions(
    client, methodist, school, monkeypatch, django_capture_on_commit_callbacks, file_format, begins
):
    monkeypatch.setattr("records.views.registers.MOST_AT_ONCE", 0)
    for name in ("Шахматы", "Робототехника"):
        Program.objects.create(organization=school, name=name)
    client.force_login(methodist)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.get(f"/lugovoy/registers/programs/{file_format}/?q=шахматы")
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert (job.state, job.error) == (Job.State.DONE, "")
    assert job.total == 1
    assert job.result_name.endswith(f".{file_format}")
    assert job.result.open().read().startswith(begins)
