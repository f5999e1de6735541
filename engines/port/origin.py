"""What an index was made from, so that an index of something else is noticed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Two marks that are stored with an index. The engine only keeps them; empty means unknown.

    ``lineage`` names the archive and its history up to the index's revision. ``settings`` names the settings
    that the indexed data depend on.
    """

    lineage: str = ""
    settings: str = ""
