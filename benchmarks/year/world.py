"""What is true in a simulated year: the posts of a site, and the articles that a program pushes.

Every article has a word that no other has, and a version in its title, so that what a reader finds can be
compared with what should be there.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.syncing.wordpress_site import Post, Site, Trouble

TOPICS = ("harbour", "orchard", "library", "market", "mill", "museum", "school", "bridge")
_MANNERS = ("quiet", "early", "wooden", "green", "narrow", "bright", "second", "old", "round", "warm")
_THINGS = ("gate", "garden", "boat", "bell", "wall", "path", "roof", "lamp", "basket", "ladder", "window")
_SYLLABLES = [a + b for a in "bdfgklmnprtvz" for b in "aeiou"]
_SENTENCES = 12


def marker(number: int) -> str:
    """A word that belongs to one article. It does not end as an inflected word does."""
    letters = ""
    for _ in range(3):
        number, rest = divmod(number, len(_SYLLABLES))
        letters = _SYLLABLES[rest] + letters
    return f"zq{letters}k"


def title_of(number: int, version: int) -> str:
    """The title of a version of an article."""
    return f"Notes on {marker(number)}, part {number}, issue {version}"


@dataclass
class World:
    """The site, whose ``posts`` change, and the versions of the pushed articles by number.

    ``now`` is the time on the site, which passes by the minute.
    """

    site: Site
    choose: random.Random
    now: datetime = datetime(2024, 1, 1)
    pushed: dict[int, int] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    _next: int = 1

    def text(self, number: int, version: int) -> list[str]:
        """The paragraphs of a version. Only the first changes from version to version."""
        own = random.Random(number // 2 if number % 10 == 1 else number)  # some are near-duplicates
        topic = own.choice(TOPICS)
        sentences = [
            f"The {own.choice(_MANNERS)} {own.choice(_THINGS)} of the {own.choice((topic, *TOPICS))} was "
            f"{own.choice(_MANNERS)}, and {own.randint(2, 900)} people came to see the {own.choice(_THINGS)}."
            for _ in range(_SENTENCES)
        ]
        first = f"In issue {version} the {topic} is called {marker(number)} by its keeper."
        return [first, " ".join(sentences[:6]), " ".join(sentences[6:])]

    def publish(self, count: int) -> None:
        """New posts on the site."""
        for _ in range(count):
            number = self._new()
            stamp = self._stamp()
            self.versions[number] = 1
            self.site.posts[number] = Post(
                number, f"notes-{number}", title_of(number, 1), self.text(number, 1),
                date=stamp, modified=stamp, categories=[self.choose.choice((3, 4, 5))],
            )  # fmt: skip

    def edit(self, count: int) -> None:
        """A new version of some posts."""
        for number in self._some(count):
            self.versions[number] += 1
            version = self.versions[number]
            text = self.text(number, version)[0]
            self.site.edit(number, text, self._stamp(), title=title_of(number, version))

    def delete(self, count: int) -> None:
        """Some posts are deleted, others become drafts."""
        for number in self._some(count):
            if self.choose.random() < 0.5:
                del self.site.posts[number]
            else:
                self.site.posts[number].status = "draft"

    def trouble(self) -> None:
        """The next requests to the site fail in some way."""
        what, value = self.choose.choice((("status", "500 0"), ("half", ""), ("reset", "")))
        self.site.troubles.append(Trouble("/wp-json/wp/v2/posts", what, self.choose.randint(1, 3), value))

    def calm(self) -> None:
        """The site works again."""
        self.site.troubles.clear()

    def push(self) -> tuple[int, int]:
        """The number and the version of the next article to push: a new one, or a new version."""
        if self.pushed and self.choose.random() < 0.6:
            number = self.choose.choice(sorted(self.pushed))
            return number, self.pushed[number] + 1
        return self._new(), 1

    def expected(self) -> dict[str, str]:
        """The title of each article that readers should find, by its address."""
        url = self.site.url
        found = {f"{url}{post.path}": post.title for post in self.site.public()}
        return found | {pushed_url(number): title_of(number, v) for number, v in self.pushed.items()}

    def _some(self, count: int) -> list[int]:
        public = sorted(post.id for post in self.site.public())
        return self.choose.sample(public, min(count, len(public)))

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _stamp(self) -> str:
        self.now += timedelta(minutes=self.choose.randint(1, 50))
        return self.now.isoformat()


def pushed_url(number: int) -> str:
    """The address of a pushed article."""
    return f"https://press.example/{number}"
