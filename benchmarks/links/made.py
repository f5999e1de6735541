"""An archive with known links: each article has a subject of its own, and names those of others.

The names are made of syllables and the subjects of usual words, so that titles share many words.
"""

import random

from benchmarks.links.pages import Linked
from engines.port.model import Document

_SYLLABLES = [
    "ba",
    "de",
    "fi",
    "go",
    "ku",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "wo",
    "ya",
    "ze",
    "lor",
    "min",
    "tan",
    "per",
]
_THINGS = [
    "library",
    "bridge",
    "harbour",
    "orchard",
    "museum",
    "railway",
    "bakery",
    "theatre",
    "lighthouse",
    "market",
    "garden",
    "school",
]
_EVENTS = [
    "opens",
    "reopens",
    "closes",
    "moves",
    "grows",
    "celebrates",
    "wins",
    "repairs",
    "plans",
    "welcomes",
]
_EXTRAS = [
    "visitors",
    "children",
    "volunteers",
    "neighbours",
    "a-new-roof",
    "its-archive",
    "spring",
    "winter",
    "60-years",
]
_PHRASES = (
    "The {name} {thing} was in the news before, when it {event}.",
    "People still remember how the {thing} of {name} changed the street.",
    "Like the {name} {thing}, it depends on volunteers.",
    "It is a short walk from the {thing} in {name}.",
)
_LINES = (
    "The council met on {day} and agreed on a budget for the coming year.",
    "Neighbours brought tea and stayed until the lamps were lit.",
    "Tickets are sold at the door, and children enter free.",
    "Work is expected to last until the end of the season.",
    "Nobody could say how many had come, but every chair was taken.",
    "The weather was kind, and the band played twice.",
)
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LINKS = 4


def made_archive(number: int, seed: int = 11) -> list[Linked]:
    """Articles and the ids of those that a sentence of each names."""
    chance = random.Random(seed)
    subjects = [(_name(chance), chance.choice(_THINGS), chance.choice(_EVENTS)) for _ in range(number)]
    return [_article(chance, place, subjects) for place in range(number)]


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _article(chance: random.Random, place: int, subjects: list[tuple[str, str, str]]) -> Linked:
    name, thing, event = subjects[place]
    extra = chance.choice(_EXTRAS).replace("-", " ")
    targets = chance.sample([other for other in range(len(subjects)) if other != place], _LINKS)
    lines = [line.format(day=chance.choice(_DAYS)) for line in chance.choices(_LINES, k=12)]
    lines += [f"The {thing} in {name} {event}, and {extra} had a part in it."] * 2
    for target in targets:
        other, what, happened = subjects[target]
        lines.append(chance.choice(_PHRASES).format(name=other, thing=what, event=happened))
    chance.shuffle(lines)
    title = f"{name} {thing} {event} with {extra}"
    return Linked(
        Document(f"made-{place}", title, " ".join(lines), "en"), tuple(f"made-{t}" for t in targets)
    )
