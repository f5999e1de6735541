"""Tables that are built at first use, by one thread, while others wait."""

from collections.abc import Callable
from threading import RLock

_LOCK = RLock()  # one for all, because some tables are built from others


def once[Key, Table](make: Callable[[Key], Table]) -> Callable[[Key], Table]:
    """Cache the result of ``make`` for each key. With ``functools.cache`` every thread could build
    its own.
    """
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
