import threading
from types import SimpleNamespace

from engines.derived import Derived


def test_no_reader_waits_while_it_is_being_made() -> None:
    began, may_end = threading.Event(), threading.Event()

    def make(_: object) -> str:
        began.set()
        assert may_end.wait(10)
        return "made"

    derived = Derived(SimpleNamespace(revision=1), make)  # type: ignore[arg-type]
    derived.prepare()
    assert began.wait(10)
    assert derived.get_unless_making() is None
    may_end.set()
    assert derived.get() == "made"
    assert derived.get_unless_making() == "made"


def test_where_nobody_is_making_it_the_first_use_does() -> None:
    assert Derived(SimpleNamespace(revision=1), lambda _: "made").get_unless_making() == "made"  # type: ignore[arg-type]
