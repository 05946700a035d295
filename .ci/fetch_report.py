"""Signs in to a running demo with a login that it printed and fetches the half-year report by the pages' own links.

usage: fetch_report.py URL LOG, where LOG is what `make demo` printed
"""

import re
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

browser = build_opener(HTTPCookieProcessor(CookieJar()))


def fetch(url: str, form: dict[str, str] | None = None) -> tuple[str, bytes]:
    """The address where the request ended and what was there; HTTPError when it was refused."""
    data = urlencode(form).encode() if form else None
    with browser.open(Request(url, data, {"Referer": url}), timeout=60) as response:  # noqa: S310
        return response.url, response.read()


def find(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if not match:
        sys.exit(f"Nothing matches {pattern} in:\n{text}")
    return match[1]


def sign_in(url: str, username: str, password: str) -> str:
    """The address of the first page that the user sees."""
    login_url, page = fetch(url)
    token = find(r'name="csrfmiddlewaretoken" value="(\w+)"', page.decode())
    home, page = fetch(
        login_url, {"csrfmiddlewaretoken": token, "username": username, "password": password, "next": "/"}
    )
    if home == login_url:
        sys.exit(f"{username} was not let in:\n{page.decode()}")
    return home


def main(url: str, log: str) -> None:
    printed = Path(log).read_text(encoding="utf-8")
    home = sign_in(url, find(r"\n +(methodist) ", printed), find(r"пароль у всех — (\w+)", printed))
    municipality = urlsplit(home).path.split("/")[1]
    _, reports = fetch(urljoin(url, f"/{municipality}/reports/"))
    report_url, report = fetch(urljoin(url, find(r'href="([^"]*/reports/\d{4}H1/)"', reports.decode())))
    pdf_url, pdf = fetch(urljoin(report_url, find(r'href="([^"]*pdf/?)"', report.decode())))
    if not pdf.startswith(b"%PDF"):
        sys.exit(f"{pdf_url} is no PDF")
    sys.stdout.write(f"{pdf_url}: {len(pdf)} bytes\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
