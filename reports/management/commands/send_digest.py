"""Remind everybody of what is due: for cron, once a day."""

from collections import Counter
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from reports.digest import digest_of, people_to_remind


class Command(BaseCommand):
    help = (
        "Разослать напоминания о сроках и документах: одно письмо в день каждому, кому есть о чём напомнить."
    )

    def add_arguments(self, parser):
        parser.add_argument("--date", metavar="2026-06-08", help="за какой день; без него — за сегодня")
        parser.add_argument("--dry-run", action="store_true", help="напечатать письма и ничего не отправлять")

    def handle(self, *, date, dry_run, **options):
        day, deliver = read_day(date), self.show if dry_run else self.send
        outcomes: Counter[str] = Counter()
        for person in people_to_remind():
            digest = digest_of(person, day)
            outcomes[deliver(digest) if digest else "нечего напомнить"] += 1
        told = ", ".join(f"{words}: {number}" for words, number in outcomes.items())
        if outcomes["не отправлено"]:
            raise CommandError(f"Напоминания за день: {told}.")
        self.stdout.write(f"Напоминания за день: {told or 'ни у кого нет электронной почты'}.")

    def send(self, digest):
        """What came of it, in words; an address that is refused does not hold up the others."""
        try:
            return "отправлено" if digest.send() else "отправлено раньше"
        except (OSError, ValueError) as refusal:
            self.stderr.write(f"{digest.person} <{digest.person.email}>: {refusal}")
            return "не отправлено"

    def show(self, digest):
        letter = digest.letter()
        self.stdout.write(f"Кому: {', '.join(letter.to)}\nТема: {letter.subject}\n\n{letter.body}\n")
        return "показано"


def read_day(text):
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as unreadable:
        raise CommandError(f"День «{text}» не понят. Укажите его так: 2026-06-08.") from unreadable
