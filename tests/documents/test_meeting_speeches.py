"""What was heard and said, parted from its heading and from those who said it."""

import pytest

from documents.recognition.meetings.speeches import Said, speech_of, speeches_in

REPORTS = [
    ("СЛУШАЛИ: Клёнову А.Б. Она сообщила, что лето близко.", "Она сообщила, что лето близко."),
    ("1. Слушали: Клёнова А.Б., методист МОЦ, сообщила о лете.", "сообщила о лете."),
    ("2. Клёнову А.Б., методиста МОЦ, – о лете.", "о лете."),
    ("Слушали. Клёнова А.Б., юрист – о лете.", "юрист – о лете."),
    ("Слушали: Берёзова Ж.З. о лете.", "Берёзова Ж.З. о лете."),
    ("Слушали: о лете. Клёнова А.Б. просила слова.", "о лете. Клёнова А.Б. просила слова."),
    ("СЛУШАЛИ: 1. Отряды набраны.", "1. Отряды набраны."),
]


@pytest.mark.parametrize(("text", "said"), REPORTS)
def test_a_report_loses_its_heading_and_the_speaker_of_the_agenda(text, said):
    assert speech_of(text, "Клёнова А.Б.", "методист МОЦ") == said


def test_those_who_spoke_are_told_apart_by_their_names():
    text = "ВЫСТУПИЛИ: 1. Клёнова А.Б., методист, предложила встречу. 2. Берёзов Ж.З. – поддержал, как и школа им. А.Б. Клёновой."
    assert speeches_in(text) == [
        Said("Клёнова А.Б.", "методист", "предложила встречу."),
        Said("Берёзов Ж.З.", "", "поддержал, как и школа им. А.Б. Клёновой."),
    ]


def test_who_is_not_named_has_no_name():
    assert speeches_in("Выступили: педагоги школ. Берёзов Ж.З.: за.") == [
        Said("", "", "педагоги школ."),
        Said("Берёзов Ж.З.", "", "за."),
    ]
    assert speeches_in("ВЫСТУПИЛИ:") == []
