"""How do ingest, search and memory change with the size of the archive?

    python -m benchmarks.growth [--sizes N ...] [--folder FOLDER] [--data FOLDER ...] [--plots FOLDER]

For each size (default 10,000, 100,000 and 1,000,000): makes so many articles by mixing sentences of the
real ones (``benchmarks.mixing``), ingests them with the command line into FOLDER/SIZE (default
``build/growth``), starts a service with one process there, and asks it the same questions from titles, one
after another, without keeping answers. Prints for each size: articles per second of the ingest and its
processor milliseconds per article, the highest resident memory of the command and of a worker, megabytes of
archive and index on disk, anonymous memory of the service (not of mapped files) after the start and after
the questions, what is private to it then and its proportional memory (PSS), both with mapped files, and
milliseconds of an answer over HTTP and its processor time.

A size whose folder is complete is not made again, and an interrupted one is continued. ``--data`` measures
further data folders as they are. ``--plots`` draws the figures as PNG and SVG, and keeps them as JSON;
``--again FILE`` draws from such a file. Reads /proc, so it only runs on Linux. Each 100,000 articles take
about 1.5 GB on disk.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.growth import results
from benchmarks.growth.filling import fill
from benchmarks.growth.serving import measure
from benchmarks.ingest import ARTICLES

SIZES = (10_000, 100_000, 1_000_000)


def folders(options: argparse.Namespace) -> Iterator[Path]:
    """The data folders to measure; those of sizes are made first."""
    for size in options.sizes:
        data = options.folder / str(size)
        fill(data, size)
        yield data
    yield from options.data


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser("python -m benchmarks.growth", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--folder", type=Path, default=Path("build", "growth"))
    parser.add_argument("--data", nargs="*", type=Path, default=())
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plots", type=Path)
    parser.add_argument("--again", type=Path)
    options = parser.parse_args()
    if options.again:
        sizes = results.read(options.again)
    elif not ARTICLES.is_file():
        sys.exit(f"{ARTICLES} is not here; nothing was measured")
    else:
        sizes = []
        for data in folders(options):
            sizes.append(measure(data, options.questions, options.rounds))
            results.show(sizes[-1:])
    sizes.sort(key=lambda size: size.articles)
    results.show(sizes)
    if options.plots:
        from benchmarks.growth.plots import draw

        results.keep(sizes, options.plots / results.NAME)
        print(*draw(sizes, options.plots), sep="\n")


if __name__ == "__main__":
    main()
