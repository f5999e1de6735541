"""Whether everything agrees at the end of a year: the site, the archive, the index and what readers find."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.year.service import Service
from benchmarks.year.world import World
from engines.registry import open_store
from indexer.archive import Archive

_MOST_SEGMENTS = 12
_MOST_GENERATIONS = 2
_EXPECTED_FINDING = "sources were read with other settings"
_MOST_GROWTH = {"memory": (1.3, 30), "threads": (1.3, 5), "open": (1.3, 20), "files": (1.5, 60)}
"""For each measure of a service: the factor and the amount by which it may grow together."""


def disagreements(service: Service, world: World) -> Iterator[str]:
    """What differs after everything was brought up to date."""
    wanted = world.expected()
    with Archive(service.data / "archive.sqlite3") as archive:
        held = {one.article.url: one.article.title for one in archive.changes() if one.article}
        yield from _difference("archive", wanted, held)
        yield from (f"an update waits for a decision: {one}" for one in archive.decisions.pending())
    engine = open_store("tantivy", service.data).open()
    try:
        documents = list(engine.documents())
    finally:
        engine.close()
    yield from _difference("index", wanted, {one.url: one.title for one in documents})
    if len(documents) != len(wanted):
        yield f"the index holds {len(documents)} articles instead of {len(wanted)}"
    status, answer = service.request("GET", "/api/v1/search?q=&collapse=0&size=1")
    if status != 200 or answer["total"] != len(wanted):
        yield f"readers find {answer} instead of {len(wanted)} articles"
    yield from _findings(service)
    yield from _leftovers(service.data)


def growth(samples: Sequence[Mapping[str, float]]) -> Iterator[str]:
    """The measures whose peak is higher in the last third than in the second. A restart lowers the others."""
    third = len(samples) // 3
    for name, (factor, amount) in _MOST_GROWTH.items():
        values = [sample[name] for sample in samples]
        if third and (late := max(values[-third:])) > amount + factor * (
            early := max(values[third : 2 * third])
        ):
            yield f"{name} grew from {early:.0f} to {late:.0f}"


def _difference(what: str, wanted: Mapping[str, str], held: Mapping[str | None, str]) -> Iterator[str]:
    for url in sorted(wanted.keys() | {str(url) for url in held}):
        if wanted.get(url) != held.get(url):
            yield f"{what}: {url} is {held.get(url)!r} instead of {wanted.get(url)!r}"


def _findings(service: Service) -> Iterator[str]:
    for finding in json.loads(service.run_here("doctor", "--json").output):
        if _EXPECTED_FINDING not in str(finding):
            yield f"doctor: {finding}"


def _leftovers(data: Path) -> Iterator[str]:
    generations = [path.name for path in (data / "tantivy").iterdir() if path.is_dir()]
    if len(generations) > _MOST_GENERATIONS:
        yield f"{len(generations)} generations are left: {generations}"
    size = open_store("tantivy", data).size()
    if size is None or size.segments > _MOST_SEGMENTS:
        yield f"the index has {size} segments"
    yield from (f"{path} is left" for path in data.rglob("*.part"))
