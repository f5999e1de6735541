"""How is the archive backed up and restored? As one file with checksums, written while others read and write.

A backup is a ZIP file with ``manifest.json`` and ``archive.sqlite3``. It does not contain the index, which
can be rebuilt from the archive.
"""

from indexer.backup.manifest import Manifest, read_manifest
from indexer.backup.restoring import Restored, restore
from indexer.backup.writing import back_up

__all__ = ["Manifest", "Restored", "back_up", "read_manifest", "restore"]
