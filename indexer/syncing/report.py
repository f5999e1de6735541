"""What a sync did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source. ``withheld`` counts what was not believed: deletions, where they are too many, and
    ``pending`` updates, which wait for a decision. ``error`` is why it broke off.

    ``failures`` are (origin, reason), at most MAX_FAILURES of them; the report file has them all.
    ``messages`` say what many pending updates have in common.
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
        """Whether everything went well."""
        return not (self.failed or self.withheld or self.error)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Every source, in the order in which they were read."""

    sources: tuple[SourceReport, ...]
    seconds: float

    @property
    def whole(self) -> bool:
        """Whether everything went well."""
        return all(source.whole for source in self.sources)
