"""Sizes and times of this engine that tests and unusual clusters change."""

from dataclasses import dataclass

from engines.opensearch.client import PATIENCE


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are in bytes, times in seconds.

    - ``lease``: a writer that is silent for so long loses its right to write; it renews its lease every
      ``renewal``.
    - ``worth_a_wait``: a larger index is merged only after the cluster has released the operations it keeps
      for copies,
      or after ``wait_for_copies``.
    - ``bulk_size``: maximum size of a bulk request. A refused one is repeated for ``patience``, first after
      ``first_pause``.
    - ``stories``: stories with several matches that one request counts.
    - ``words``: words that one request lists.
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
"""The default limits."""
