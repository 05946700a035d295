"""What was read of a protocol or a decision, as the fields of the page where it is checked."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, count

from rapidfuzz import fuzz

from documents.prose import normalise
from documents.reading.structure import Document, Paragraph
from documents.recognition.meetings.speeches import speech_of, speeches_in
from meetings.clause_kinds import proposed_kind
from meetings.models import Body, Clause

SAME_BODY = 80
CENTRE = (r"\bмоц\b", "муниципальный опорный центр")
BULLET = re.compile(r"(?<=[:;.])\s+[-–—•]\s+(?=\S)")
BEGINNING = 40  # letters by which words are found in the file
UNNAMED = "Не назван"
# Where a list of those present may be parted: at semicolons, and before the next name.
NEXT_PRESENT = re.compile(r";\s*|,\s+(?=[А-ЯЁ])")


def printed_fields(reading: Mapping, bodies: Sequence[Body]) -> dict[str, str]:
    """`head-…`, `question-0-…`, `clause-0-…`."""
    fields = {f"head-{name}": text for name, text in _head(reading, bodies).items()}
    for place, entry in enumerate(reading["agenda"]):
        fields |= {f"question-{place}-{name}": text for name, text in _question(entry).items()}
    numbers = numbered(reading["decisions"])
    places = {entry["number"]: str(place) for place, entry in enumerate(reading["agenda"], 1)}
    for place, (clause, number) in enumerate(zip(reading["decisions"], numbers, strict=True)):
        said = _clause(clause) | {"number": number, "item": places.get(clause["agenda_item"], "")}
        fields |= {f"clause-{place}-{name}": text for name, text in said.items()}
    return fields


def _head(reading, bodies):
    body = body_of(reading["body"], bodies)
    present = reading["attendees_count"]
    return {
        "body": str(body.pk) if body else "",
        "number": reading["number"] or "",
        "starts_on": reading["date"] or "",
        "place": "",
        "topic": reading["topic"],
        "chair": reading["chair"],
        "secretary": reading["secretary"],
        "present_count": "" if present is None else str(present),
        "attendees": "\n".join(NEXT_PRESENT.split(reading["attendees"])),
        "invited": "\n".join(reading["invited"]),
    }


def _question(entry):
    """A question; a speech of which the paper names no speaker says so."""
    speaker = entry["speaker"] or (UNNAMED if entry["heard"] else "")
    return {
        "question": entry["question"],
        "speaker": speaker,
        "post": entry["position"],
        "heard": speech_of(entry["heard"], entry["speaker"], entry["position"]),
        "spoke": "\n".join(_spoken(said) for said in speeches_in(entry["spoke"])),
    }


def _spoken(said):
    who = ", ".join(filter(None, [said.name or UNNAMED, said.position]))
    return f"{who}: {said.text}"


def _clause(clause):
    kind = proposed_kind(clause["text"])
    if clause["recommended"] and kind == Clause.Kind.ORDER:
        kind = Clause.Kind.RECOMMENDATION
    return {
        "kind": kind.value,
        "deadline_text": clause["deadline"],
        "addressee_text": clause["addressee"],
        "text": BULLET.sub("\n– ", clause["text"]),
    }


def body_of(printed: str, bodies: Iterable[Body]) -> Body | None:
    """The body that a paper names, «заседание методического совета МОЦ» too; None for one the portal does not know."""
    words = re.sub(*CENTRE, normalise(printed))
    if not words:
        return None
    likeness = {body: max(_likeness(name, words) for name in (body.name, body.genitive)) for body in bodies}
    best = max(likeness, key=lambda body: likeness[body], default=None)
    return best if best and likeness[best] >= SAME_BODY else None


def _likeness(name, words):
    """How much of the name stands in the words, in one piece."""
    name = normalise(name)
    return fuzz.partial_ratio(name, words) if len(name) <= len(words) else fuzz.ratio(name, words)


def numbered(clauses: Sequence[Mapping]) -> list[str]:
    """The numbers of the clauses, each taken once: «1.» under the second question is 2.1, and none at all is too."""
    times = Counter(clause["number"] for clause in clauses)
    taken = {number for number, often in times.items() if number and often == 1}
    numbers = []
    for clause in clauses:
        number = clause["number"]
        if number not in taken or times[number] > 1:
            number = next(each for each in _free(clause, times) if each not in taken)
            taken.add(number)
        numbers.append(number)
    return numbers


def _free(clause, times) -> Iterator[str]:
    """What the number may be, the likeliest first."""
    item, number = clause["agenda_item"], clause["number"]
    row = ".".join(filter(None, [item, number]))
    if item and number:
        yield row
    yield from (f"{row}.{place}" if row else str(place) for place in count(1))


class Places:
    """Where in a file words begin, told by its blocks; a sentence may go on over several of them."""

    def __init__(self, document: Document):
        texts = [_squeezed(_words(block)) for block in document.blocks]
        self.text = "".join(texts)
        self.starts = list(accumulate(map(len, texts), initial=0))[:-1]
        self.after = 0

    def find(self, wanted: str) -> int | None:
        """The block in which the words begin; None where the file puts them otherwise."""
        return self._block_at(self.text.find(_squeezed(wanted)[:BEGINNING]), wanted)

    def find_next(self, wanted: str) -> int | None:
        """The same, behind what was found before."""
        at = self.text.find(_squeezed(wanted)[:BEGINNING], self.after)
        self.after = max(at + 1, self.after)
        return self._block_at(at, wanted)

    def _block_at(self, at, wanted):
        return bisect_right(self.starts, at) - 1 if at >= 0 and wanted.strip() else None


def _words(block):
    return block.text if isinstance(block, Paragraph) else " ".join(chain.from_iterable(block.rows))


def _squeezed(text):
    return "".join(re.findall(r"\w", text.lower()))
