"""The short form of a simulated year: ``python -m benchmarks.year`` is the long one."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.year.run import Year
from benchmarks.year.verdict import growth

EVENTS = (
    *("push", "sync_killed", "backup", "push", "withdraw", "sync_on_full_disk", "restore"),
    *("kill", "push_on_full_disk", "push"),
)


def test_site_archive_index_and_readers_agree_after_all_that(tmp_path: Path) -> None:
    with Year(tmp_path, seed=5, workers=1, posts=20, pause=20.0, here=True) as year:
        for event in EVENTS:
            year.events.happen(event)
    assert year.verdict() == []
    seen = year.counted()
    assert seen["answers checked"] > 0
    assert seen["status 200"] > 0
    assert seen.items() >= Counter(EVENTS).items()


@pytest.mark.parametrize(("last", "grows"), [(120.0, False), (250.0, True)])
def test_growth_is_noticed(last: float, grows: bool) -> None:
    samples = [{"memory": m, "threads": 20, "open": 50, "files": 90} for m in (90.0, 100.0, last)]
    assert bool(list(growth(samples))) is grows
