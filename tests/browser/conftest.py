"""Debian's Chromium against the live portal."""

import os

import pytest
from django.urls import reverse

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright keeps an event loop in the test's thread; the database calls around it are the test's own.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": CHROMIUM, "headless": True, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "ru-RU", "timezone_id": "Europe/Moscow", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def portal(page, live_server):
    """The browser at the portal's door, with what its console complains of."""
    return Portal(page, live_server.url)


class Portal:
    """What a person does at the portal, and how many clicks and key chords it took."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.clicks = 0
        self.complaints = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def open(self, name, *args):
        self.page.goto(self.address + reverse(name, args=args))

    def log_in(self, user):
        self.page.context.clear_cookies()
        self.open("login")
        self.page.get_by_label("Имя пользователя").fill(user.username)
        self.page.get_by_label("Пароль").fill("parol")
        self.page.get_by_role("button", name="Войти").click()

    def click(self, words, role="button", nth=0):
        self.page.get_by_role(role, name=words).nth(nth).click()
        self.clicks += 1

    def press(self, keys):
        self.page.keyboard.press(keys)
        self.clicks += 1

    @property
    def text(self):
        return self.page.locator("main").inner_text()
