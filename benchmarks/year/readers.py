"""Readers who check that what they see is consistent, all year."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from benchmarks.year.service import PATIENCE, Service
from benchmarks.year.world import TOPICS

_SIZE = 100
_TRIES = 3
"""A page that was read while the index changed is read again; it must be right within so many tries."""
_QUERIES = ("", *TOPICS, "keeper", '"people came"', "gard*", "harbour OR mill", "the market", "title:notes")


class WrongError(Exception):
    """What a reader saw is wrong."""


@dataclass
class Readers:
    """Threads that ask and check. A context manager; ``pause`` is the longest pause in seconds."""

    service: Service
    number: int = 20
    pause: float = 1.0
    seed: int = 1
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(self.number)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        reader = _Reader(self.service, random.Random(self.seed * 1000 + number), self.counts)
        while not self._ended.wait(reader.choose.random() * self.pause):
            try:
                reader.turn()
            except WrongError as error:
                self.wrong.append(str(error))
            finally:
                # A connection that stays open would break at any later time if the service is killed.
                reader.close()


class _Reader:
    def __init__(self, service: Service, choose: random.Random, counts: Counter[str]) -> None:
        self.choose, self._service, self._counts = choose, service, counts
        self._connection: http.client.HTTPConnection | None = None
        self._opened = 0.0

    def turn(self) -> None:
        """One check of a kind chosen at random."""
        asked = {"q": self.choose.choice(_QUERIES), "collapse": self.choose.choice("01")}
        if self.choose.random() < 0.2:
            asked["sort"] = self.choose.choice(("newest", "oldest"))
        self.choose.choice((self._one_page, self._one_page, self._all_pages, self._page))(asked)

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _one_page(self, asked: dict[str, str]) -> None:
        """The total, the hits and the facets of one answer agree."""
        answer = self._json(asked | {"size": str(_SIZE)})
        if answer is None:
            return
        ids = [hit["id"] for hit in answer["hits"]]
        _check(len(ids) == len(set(ids)), asked, "a hit comes twice")
        _check(len(ids) == min(_SIZE, answer["total"]), asked, f"{len(ids)} hits of {answer['total']}")
        languages = sum(bucket["count"] for bucket in answer["facets"]["language"])
        if asked["collapse"] == "0":
            _check(languages == answer["total"], asked, f"{languages} by language, {answer['total']} in all")
        self._counts["answers checked"] += 1

    def _all_pages(self, asked: dict[str, str]) -> None:
        """As many articles as the total says are on all pages together."""
        for _ in range(_TRIES):
            first, tag = self._ask(asked | {"size": "40"})
            if first is None:
                return
            total, ids = first["total"], {hit["id"] for hit in first["hits"]}
            for page in range(2, -(-total // 40) + 1):
                more = self._json(asked | {"size": "40", "page": str(page)})
                if more is None:
                    return
                ids |= {hit["id"] for hit in more["hits"]}
            if len(ids) == total or not self._unchanged(asked | {"size": "40"}, tag):
                self._counts["pagings checked"] += len(ids) == total
                return
        raise WrongError(f"{asked}: {len(ids)} articles on all pages, {total} in all")

    def _page(self, asked: dict[str, str]) -> None:
        """The page for people answers."""
        self._get(f"/?{urlencode(asked)}")

    def _unchanged(self, asked: dict[str, str], tag: str) -> bool:
        status, _, _ = self._get(f"/api/v1/search?{urlencode(asked)}", {"If-None-Match": tag})
        return status == 304

    def _json(self, asked: dict[str, str]) -> dict[str, Any] | None:
        return self._ask(asked)[0]

    def _ask(self, asked: dict[str, str]) -> tuple[dict[str, Any] | None, str]:
        status, headers, body = self._get(f"/api/v1/search?{urlencode(asked)}")
        return (json.loads(body) if status == 200 else None), headers.get("ETag", "")

    def _get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """An answer; status 0 if the service was away, 503 if it was busy and said when to come again."""
        try:
            if self._connection is None:
                self._opened = time.monotonic()
                self._connection = http.client.HTTPConnection(
                    "127.0.0.1", self._service.port, timeout=PATIENCE
                )
            self._connection.request("GET", path, headers=headers or {})
            answer = self._connection.getresponse()
            body, found = answer.read(), dict(answer.getheaders())
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if not self._service.was_away(self._opened, time.monotonic()):
                raise WrongError(f"{path}: {type(error).__name__} {error}") from None
            self._counts["requests while it was away"] += 1
            return 0, {}, b""
        self._counts[f"status {answer.status}"] += 1
        if answer.status == 503:
            _check("Retry-After" in found, path, f"503 without Retry-After: {body[:200]!r}")
        else:
            _check(answer.status in (200, 304), path, f"status {answer.status}: {body[:200]!r}")
        return answer.status, found, body


def _check(holds: bool, asked: object, what: str) -> None:
    if not holds:
        raise WrongError(f"{asked}: {what}")
