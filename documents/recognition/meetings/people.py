"""People as protocols name them: «Клёнова А.Б., методист», «директор школы № 2 А. Б. Клёнов»."""

import re

# «Директор А. Б. Клёнов» has a post before the initials, no surname.
POST = r"(?!(?:Председател|Секретар|Директор|Заведующ|Начальник|Руководител|Методист|Специалист|Заместител|Педагог|Глав|Член))"
SURNAME = rf"{POST}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:ви?ч(?:а|у|ем|е)?|(?:вн|чн)(?:а|ы|е|у|ой)|оглы|кызы)"
NAME = re.compile(
    rf"\b(?:{SURNAME}\s+{INITIALS}(?![а-яё])|{INITIALS}\s?{SURNAME}"
    rf"|{SURNAME}\s+[А-ЯЁ][а-яё]+\s+{PATRONYMIC}\b|[А-ЯЁ][а-яё]+\s+{PATRONYMIC}\s+{SURNAME})"
)
# Whatever may be a name, rather too much of it than too little; an infinitive is none: «Поручить А. Б. Клёнову».
MAYBE_SURNAME = rf"(?!\w+(?:ть|ти|чь|ться|тись)\b){SURNAME}"
MAYBE_NAME = re.compile(
    rf"\b(?:{MAYBE_SURNAME}\s+{INITIALS}(?![а-яё])(?:\s?{MAYBE_SURNAME})?|{INITIALS}\s?{MAYBE_SURNAME}"
    rf"|{SURNAME}\s+[А-ЯЁ][а-яё]+\s+{PATRONYMIC}\b|[А-ЯЁ][а-яё]+\s+{PATRONYMIC}\s+{SURNAME})"
)
# «им. А. Б. Клёнова» is a school.
IN_HONOUR = re.compile(r"\b(?:им|имени)\.?\s*$", re.IGNORECASE)
SAID = r"\w+(?:[иаеоыя]л(?:а|и)?(?:с[ья])?)\b"  # «сообщила», «доложил», «остановилась»
POSITION = re.compile(
    rf"\s*(?:[,(–—-]\s*)+(?!{SAID})(?P<words>[^\W\d_].*?)"
    rf"(?=\)|[;:]|\.(?:\s|$)|,?\s+{SAID}|,\s*котор|\s[–—-]|,\s+(?:с|на|по)\s|,?\s+(?:об?|обо|по вопросу|с (?:докладом|информацией|сообщением))\s|$)",
    re.DOTALL,
)
ANNOUNCED = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s*)?(?:(?:информаци|сообщени|доклад|отч[её]т|выступлени)\w*\s*:?\s*|(?:со)?докладчик\w*\W+)*",
    re.IGNORECASE,
)
# «Заслушав информацию методиста Клёновой А.Б.»: the post stands behind these words.
HEARD = re.compile(r"\b(?:(?:за|вы)слушав|информаци\w+|сообщени[ея]|доклад\w*)\s+", re.IGNORECASE)
LONGEST_POSITION = 200


def find_name(text: str) -> re.Match[str] | None:
    """The first name of a person in a text."""
    names = NAME.finditer(text)
    return next(
        (name for name in names if not IN_HONOUR.search(text, max(name.start() - 10, 0), name.start())), None
    )


def read_person(text: str) -> tuple[str, str]:
    """Name and position, whichever stands first; no name gives two empty texts."""
    text = ANNOUNCED.sub("", text[: 3 * LONGEST_POSITION])
    name = find_name(text)
    if name is None:
        return "", ""
    before = HEARD.split(text[: name.start()])[-1].strip(" ,–—-:(/").removesuffix("–").strip()
    if before:
        return name[0], before if len(before) <= LONGEST_POSITION else ""
    after = POSITION.match(text[name.end() : name.end() + LONGEST_POSITION])
    return name[0], after["words"].strip(" ,.") if after else ""


def split_people(text: str) -> list[str]:
    """The people of a list, each with the position, parted by semicolons or told apart by their names."""
    if ";" in text:
        return [part for part in (_bare(part) for part in text.split(";")) if part]
    names = list(NAME.finditer(text))
    if not names or not _bare(text[: names[0].start()]):
        cuts = [name.start() for name in names[1:]]
    else:
        cuts = [name.end() for name in names[:-1]]
    return [
        part
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)
        if (part := _bare(text[start:end]))
    ]


def _bare(text: str) -> str:
    text = re.sub(r"^\W*\d{1,2}[.)]\s", "", text).strip(" ,;–—-")
    return text if re.search(r"(?<![А-ЯЁ])[А-ЯЁ]\.$", text) else text.rstrip(".")


def hide_names(text: str) -> str:
    """The text with «…» for each person named; «школа им. А. Б. Клёнова» is a school."""
    return MAYBE_NAME.sub(lambda name: name[0] if IN_HONOUR.search(text[: name.start()]) else "…", text)
