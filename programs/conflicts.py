"""Who may not assess a programme: somebody who serves where it is taught or comes from, or who wrote it."""

import re

from django.db.models import Q

from documents.prose import normalise
from organizations.models import Appointment

# The initials of one author are not those of the next.
BETWEEN_AUTHORS = re.compile(r"[,;/\n]|\sи\s")


def conflict_of(expert, program, day) -> str:
    """Why a person may not assess a programme on a day, as a sentence; empty when he may."""
    return conflicts_of([expert], program, day).get(expert.pk, "")


def conflicts_of(experts, program, day) -> dict[int, str]:
    """Of several persons those who may not, each with the sentence."""
    concerned = Q(organization=program.organization_id) | Q(organization__programs__copies=program.pk)
    posts = Appointment.objects.on(day).filter(concerned, person__in=experts).select_related("organization")
    serving = {post.person_id: post.organization for post in posts}
    told = {expert.pk: _conflict(expert, program, serving.get(expert.pk)) for expert in experts}
    return {pk: sentence for pk, sentence in told.items() if sentence}


def _conflict(expert, program, place) -> str:
    if place:
        return f"{expert} работает в организации «{place}»: это конфликт интересов."
    return f"{expert} — автор программы: это конфликт интересов." if is_author(expert, program) else ""


def is_author(person, program) -> bool:
    """Whether the surname stands among the authors, with initials that do not contradict."""
    surname = normalise(person.surname)
    initials = [normalise(name)[:1] for name in (person.first_name, person.patronymic) if name]
    told = (re.findall(r"[\w-]+", normalise(author)) for author in BETWEEN_AUTHORS.split(program.authors))
    return any(
        _initials_fit(words, place, initials)
        for words in told
        for place, word in enumerate(words)
        if word == surname
    )


def _initials_fit(words, place, initials):
    """The first letters beside a surname, behind it or before it; a surname without any fits everybody of that name."""
    behind = [word[0] for word in words[place + 1 : place + 1 + len(initials)]]
    before = [word[0] for word in words[max(0, place - len(initials)) : place]]
    return not (behind or before) or initials[:1] in (behind[:1], before[:1])
