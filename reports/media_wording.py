"""What the published materials of a media plan say in a report row."""

from collections import Counter
from collections.abc import Sequence

from documents.prose import agree, participle, sentence
from plans.models import MediaPlanEntry

from .wording import Figures

Channel = MediaPlanEntry.Channel
PLACES: dict[str, str] = {
    Channel.AUTHORITY_SITE: "на сайте отдела образования",
    Channel.ORGANIZATION_SITE: "на сайте организации",
    Channel.CENTRE_SECTION: "в разделе МОЦ",
    Channel.SOCIAL: "в социальных сетях",
    Channel.PRESS: "в СМИ",
    Channel.CHAT: "в чате",
    Channel.MEETINGS: "на родительских собраниях",
    Channel.STANDS: "на стендах",
    Channel.BROCHURES: "в брошюрах",
}


def media_sentence(entries: Sequence[MediaPlanEntry], figures: Figures) -> str:
    """«Опубликовано 5 материалов: на сайте организации — 3, в социальных сетях — 2.»; in one channel without the colon."""
    number = len(entries)
    slot = figures.add_counted(number, "publications", "опубликовано материалов", "материал")
    words = f"{participle('опубликовать', number, 'материал')} {slot} {agree('материал', number)}"
    channels = Counter(entry.channel for entry in entries)
    if len(channels) == 1:
        return sentence(f"{words} {PLACES[entries[0].channel]}")
    parts = [f"{place} — {_slot(channels[c], c, figures)}" for c, place in PLACES.items() if c in channels]
    return sentence(f"{words}: {', '.join(parts)}")


def _slot(number, channel, figures):
    label = f"опубликовано {PLACES[channel]}"
    return figures.add_counted(number, "publications", label, "материал", channel=str(channel))
