"""Do memory and time of an ingest grow with the archive?  python -m benchmarks.growth.stages FILE

Reads the articles of FILE (JSON lines) into an archive in a temporary folder and groups them into stories, in
this process and its workers. Prints for each of the two the articles, processor seconds of this process, and
its peak of resident memory in MB; for grouping also while it runs, so that a slower end shows. Prints how
many articles are in stories, and a hash of the stories: it is the same as long as the groups are. Reads
/proc, so it only runs on Linux. ``benchmarks.mixing`` makes large files.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import Progress, SilentProgress
from indexer.stories import all_stories, group_stories

_STEP = 10_000


def peak() -> float:
    """The peak of resident memory since the last call, in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    found = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5")  # a new peak begins
    return found / 1024


class Steps(SilentProgress):
    """Prints a line for each ``_STEP`` articles."""

    def __init__(self) -> None:
        self._done, self._from = 0, time.process_time()

    def advance(self, n: int = 1) -> None:
        """Count."""
        before, self._done = self._done, self._done + n
        if before // _STEP != self._done // _STEP:
            now = time.process_time()
            print(f"  {self._done:,} articles, {now - self._from:.1f} s since the last line", flush=True)
            self._from = now


def run(name: str, archive: Archive, work: Callable[[Progress], object], progress: Progress) -> None:
    """Do a stage and print its cost."""
    peak()
    began = time.process_time()
    work(progress)
    took = time.process_time() - began
    print(f"{name}: {archive.count():,} articles, {took:.1f} processor seconds, peak {peak():.0f} MB")


def main() -> None:
    """Run it."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        sys.exit(__doc__)
    file = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.sqlite3") as archive:
        run("reading", archive, lambda p: ingest([file], archive, timezone=UTC, progress=p), SilentProgress())
        run("grouping", archive, lambda progress: group_stories(archive, progress), Steps())
        members = [[member.id for member in story.members] for story in all_stories(archive)]
        mark = hashlib.blake2b(repr(sorted(map(sorted, members))).encode(), digest_size=6).hexdigest()
        print(f"{sum(map(len, members)):,} articles in {len(members):,} stories, {mark}")


if __name__ == "__main__":
    main()
