import pytest

from records.models import Upload
from tests.documents.papers import docx
from tests.reports.uploads.pages import PLAN, PLAN_HEAD, REPORT, REPORT_HEAD, send_file


@pytest.fixture(autouse=True)
def _library(reference_data):
    """The six sections and the library of items are there."""


@pytest.fixture(autouse=True)
def _read_in_this_process(monkeypatch):
    """That files are read in a process of their own has its own tests."""
    monkeypatch.setattr("documents.reading.read_isolated", lambda reader, path: reader(path))


@pytest.fixture
def as_methodist(client, methodist):
    client.force_login(methodist)
    return client


@pytest.fixture
def send(as_methodist, tmp_path):
    """Posts a Word file of a head and tables and returns the answer."""

    def post(lines, *tables):
        return send_file(as_methodist, docx(tmp_path / "paper.docx", lines, *tables).read_bytes())

    return post


@pytest.fixture
def uploaded(send):
    """Makes an upload of a head and a table."""

    def make(lines, table):
        answer = send(lines, table)
        assert answer.status_code == 302, answer.content.decode()
        return Upload.objects.first()

    return make


@pytest.fixture
def plan_file(uploaded):
    return uploaded(PLAN_HEAD, PLAN)


@pytest.fixture
def report_file(uploaded):
    return uploaded(REPORT_HEAD, REPORT)
