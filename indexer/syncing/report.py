"""What a sync did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceReport:
    """The result of one source. ``withheld`` counts deletions that were not applied because there are too
    many. ``pending`` counts updates that wait for a decision. ``error`` is why the source stopped early.

    ``failures`` are (origin, reason), at most MAX_FAILURES of them; the report file has all. ``messages`` say
    what many pending updates have in common.
    """

    address: str
    kind: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    withheld: int = 0
    pending: int = 0
    skipped: int = 0
    failed: int = 0
    failures: tuple[tuple[str, str], ...] = ()
    error: str | None = None
    messages: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything was read without errors."""
        return not (self.failed or self.withheld or self.error)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """All sources, in the order in which they were read."""

    sources: tuple[SourceReport, ...]
    seconds: float

    @property
    def whole(self) -> bool:
        """Whether everything was read without errors."""
        return all(source.whole for source in self.sources)
