"""How much at once, and how long: the numbers of this engine that tests and unusual clusters change."""

from dataclasses import dataclass

from engines.opensearch.client import PATIENCE


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are in bytes, times in seconds.

    A writer that is silent for ``lease`` loses its place to another; it renews its lease every ``renewal``.
    An index larger than ``worth_a_wait`` is merged only after the cluster has dropped what it keeps for
    copies, or after ``wait_for_copies``. A bulk request holds up to ``bulk_size``; one that is refused is
    sent again for ``patience``, first after ``first_pause``. One request counts up to ``stories`` stories
    with several matches, and lists up to ``words`` words.
    """

    lease: float = 60.0
    renewal: float = 20.0
    worth_a_wait: int = 20_000_000
    wait_for_copies: float = 45.0
    bulk_size: int = 4_000_000
    patience: float = PATIENCE
    first_pause: float = 0.1
    stories: int = 3_000
    words: int = 60_000


LIMITS = Limits()
"""Those that hold unless a store is given others."""
