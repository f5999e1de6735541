"""Tables that are made at their first use, by one thread, while others wait for it."""

from collections.abc import Callable
from threading import RLock

_LOCK = RLock()  # one for all, since tables are made of tables


def once[Key, Table](make: Callable[[Key], Table]) -> Callable[[Key], Table]:
    """Remembers what ``make`` gave for each key. ``functools.cache`` would let every thread make its own."""
    made: dict[Key, Table] = {}

    def get(key: Key) -> Table:
        table = made.get(key)
        if table is None:
            with _LOCK:
                if key not in made:
                    made[key] = make(key)
                table = made[key]
        return table

    return get
