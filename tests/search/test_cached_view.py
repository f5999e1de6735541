import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

from engines.port.errors import EngineUnavailableError
from search.cached_view import CachedView


def test_no_reader_waits_while_it_is_being_made() -> None:
    began, may_end = threading.Event(), threading.Event()

    def make(_: object) -> str:
        began.set()
        assert may_end.wait(120)
        return "made"

    made = CachedView(SimpleNamespace(revision=1), make)  # type: ignore[arg-type]
    made.prepare()
    assert began.wait(120)
    assert made.get_unless_making() is None
    may_end.set()
    assert made.get() == "made"
    assert made.get_unless_making() == "made"


def test_where_nobody_is_making_it_the_first_use_does() -> None:
    assert CachedView(SimpleNamespace(revision=1), lambda _: "made").get_unless_making() == "made"  # type: ignore[arg-type]


class Leaving:
    """An engine whose revision can be read as long as it is available."""

    def __init__(self) -> None:
        self.here, self.now = True, 1

    @property
    def revision(self) -> int:
        if not self.here:
            raise EngineUnavailableError("away")
        return self.now


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def test_the_old_one_serves_while_the_engine_is_away_and_is_made_anew_after() -> None:
    engine = Leaving()
    made = CachedView(engine, lambda engine: engine.revision, look_every=0)  # type: ignore[arg-type]
    assert made.get() == 1
    engine.here, engine.now = False, 2
    assert {made.get() for _ in range(20)} == {made.get_unless_making()} == {1}
    engine.here = True
    assert within(120, lambda: made.get() == 2)


def test_an_engine_that_leaves_while_it_is_read_spoils_nothing() -> None:
    engine, reads = Leaving(), [True, False, True]

    def make(_: object) -> int:
        engine.here = reads.pop(0)
        return engine.revision

    made = CachedView(engine, make, look_every=0)  # type: ignore[arg-type]
    assert made.get() == 1
    engine.now = 2
    assert within(120, lambda: (made.get() == 1) and len(reads) == 1)
    assert made.get() == 1
    engine.here = True
    assert within(120, lambda: made.get() == 2)


def test_what_could_not_be_prepared_is_tried_again_aside() -> None:
    engine = Leaving()
    engine.here = False
    made = CachedView(engine, lambda engine: engine.revision, look_every=0)  # type: ignore[arg-type]
    made.prepare()
    assert {made.get_unless_making() for _ in range(20)} == {None}
    engine.here = True
    assert within(120, lambda: made.get_unless_making() == 1)
