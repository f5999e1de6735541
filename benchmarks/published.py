"""Is "already published?" right?  python -m benchmarks.published [--data FOLDER] [--sources COUNT]

Drafts are made from real articles of ../shared/data/articles and looked up among all of them, each result for
two halves of the articles.

- Copies, edited in one way each: the article, or another one with its text, must be among the results.
- Articles of NTREX, whose translation is in the archive or not.
- Reports of a series with other figures and names, and other articles that quote 40 words: no copies of it.
- Articles of the archive, each looked up as if it were not in it. Many of them are in it twice. The
  doubtful pairs of the sample were read, and ``published_judged.tsv`` has those that are no copies.

``--data`` names a folder with an index of these articles, otherwise it is made, which takes minutes.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

from benchmarks.related.sets import DATA, articles, document
from benchmarks.stories import cut, framed, next_of_series, paragraph, reworded, updated
from engines.port.engine import SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from search.documents import described, index_document
from search.rarity import Rarity
from search.related import related
from search.translated import translated

JUDGED = Path(__file__).with_name("published_judged.tsv")
_ARABIC = str.maketrans("یک۰۱۲۳۴۵۶۷۸۹", "يك٠١٢٣٤٥٦٧٨٩")
_QUOTED = 40

Edit = Callable[[Document, Document, random.Random], Document]
Words = list[str]


def _words(edit: Callable[[Words, Words, random.Random], Words]) -> Edit:
    """An edit of a text's words. The arguments are its words and those of another text."""
    return lambda one, other, choose: replace(
        one, body=" ".join(edit(one.body.split(), other.body.split(), choose))
    )


def _excerpt(words: Words, _: Words, choose: random.Random) -> Words:
    length = min(len(words), max(60, len(words) // 3))
    start = choose.randrange(len(words) - length + 1)
    return words[start : start + length]


def _shuffled(one: Document, _: Document, choose: random.Random) -> Document:
    sentences = re.split(r"(?<=[.!?؟])\s+|\n+", one.body)
    choose.shuffle(sentences)
    return replace(one, body=" ".join(sentences))


def _respelled(one: Document, _: Document, __: random.Random) -> Document:
    body = one.body.translate(_ARABIC) if one.language == "fa" else one.body.upper().replace("\u200c", " ")
    return replace(one, body=body)


COPIES: dict[str, Edit] = {
    "same text": lambda one, _, __: one,
    "other headline": lambda one, other, _: replace(one, title=other.title),
    "shortened": _words(lambda one, _, __: one[: max(60, len(one) * 6 // 10)]),
    "cut": cut,  # type: ignore[dict-item]
    "excerpt": _words(_excerpt),
    "a tenth replaced": _words(
        lambda one, other, c: [c.choice(other) if c.random() < 0.1 else w for w in one]
    ),
    "every fiftieth replaced": reworded,  # type: ignore[dict-item]
    "a figure changed": updated,  # type: ignore[dict-item]
    "new beginning": _words(lambda one, _, choose: [*choose.sample(one, len(one) // 5), *one]),
    "paragraph added": paragraph,  # type: ignore[dict-item]
    "framed": framed,  # type: ignore[dict-item]
    "with another article": _words(lambda one, other, _: [*one, *other[: len(one)]]),
    "sentences shuffled": _shuffled,
    "other letters": _respelled,
}
OTHERS: dict[str, Edit] = {
    "next of a series": next_of_series,  # type: ignore[dict-item]
    "quoted": lambda one, other, _: replace(
        other,
        body=" ".join((*other.body.split()[:60], *one.body.split()[:_QUOTED], *other.body.split()[60:])),
    ),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sources", type=int, default=200)
    options = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not here; nothing was measured")
    rows = articles()
    documents = [document(row) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        engine = (
            open_store("tantivy", options.data).open() if options.data else _built(documents, Path(folder))
        )
        _translations(Rarity(engine), rows)
        _measure(engine, [one for one in documents if len(one.body) > 300], options.sources)
        engine.close()


def _built(documents: Iterable[Document], folder: Path) -> SearchEngine:
    engine = open_store("tantivy", folder).create()
    engine.add(index_document(one, UTC) for one in documents)
    engine.commit(1)
    return engine


def _measure(engine: SearchEngine, documents: list[Document], count: int) -> None:
    choose = random.Random(99)
    rarity = Rarity(engine)
    sources = choose.sample(documents, 3 * count)
    _print_alarms(engine, rarity, sources)
    sources = sources[:count]
    others = [choose.choice([o for o in documents if o.language == one.language]) for one in sources]
    for name, edit in (COPIES | OTHERS).items():
        found = []
        for one, other in zip(sources, others, strict=True):
            if name == "next of a series" and len(set(re.findall(r"\d+", one.body))) < 5:
                continue
            draft = replace(edit(one, other, choose), id="")
            hits = published(engine, rarity, draft)
            found.append(one.id in hits if name in OTHERS else bool(hits))
        _print(f"{'copy' if name in COPIES else 'no copy'}, {name}", found)


def _translations(rarity: Rarity, rows: list[dict[str, Any]]) -> None:
    """How often the translation of an article is found, and another article instead of it."""
    families: dict[str, set[str]] = defaultdict(set)
    languages = {row["id"]: row["lang"] for row in rows}
    for row in rows:
        families[row.get("translation_of") or row["id"]].add(row["id"])
    found: list[bool] = []
    instead: list[bool] = []
    alarms: list[bool] = []
    for row in (row for row in rows if row["source"] == "NTREX-128"):
        family = families[row.get("translation_of") or row["id"]]
        has_one = any(languages[id_] != row["lang"] for id_ in family)
        draft = described(replace(document(row), id=""))
        hits = [one.stored.document.id for one in translated(draft, rarity)]
        if has_one:
            found.append(any(id_ in family for id_ in hits))
        (instead if has_one else alarms).append(any(id_ not in family for id_ in hits))
    _print("translation", found)
    _print("translation, another article", instead)
    _print("no translation, another article", alarms)


def published(engine: SearchEngine, rarity: Rarity, draft: Document) -> list[str]:
    """The ids of the articles that are said to have a draft's text."""
    hits = related(engine, draft, 20, language="same", rarity=rarity)
    return [hit.document.id for hit in hits if hit.why.published]


def _print(name: str, found: list[bool]) -> None:
    halves = [found[half::2] for half in (0, 1)]
    shares = "".join(
        f"{sum(half):6} of {len(half):3} = {sum(half) / max(1, len(half)):6.1%}" for half in halves
    )
    print(f"{name:34}{shares}", flush=True)


def _print_alarms(engine: SearchEngine, rarity: Rarity, sources: list[Document]) -> None:
    judged = {frozenset(pair.split("\t")) for pair in JUDGED.read_text("utf-8").split("\n") if pair}
    false, right = [], []
    for one in sources:
        hits = [id_ for id_ in published(engine, rarity, replace(one, id="")) if id_ != one.id]
        wrong = [id_ for id_ in hits if frozenset((one.id, id_)) in judged]
        false.append(bool(wrong))
        right.append(len(hits) > len(wrong))
        print(*(f"  {one.id} = {id_}" for id_ in hits), sep="\n", end="\n" if hits else "", file=sys.stderr)
    _print("real articles, false alarm", false)
    _print("real articles, with a real copy", right)


if __name__ == "__main__":
    main()
