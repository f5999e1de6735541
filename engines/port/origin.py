"""What an index was made from, so that an index of something else is recognised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Two marks that are stored with an index. The engine only stores them; "" means unknown.

    ``lineage`` identifies the archive and its history up to the index's revision. ``settings`` identifies the
    settings that the indexed data depend on.
    """

    lineage: str = ""
    settings: str = ""
