"""The file that names what became of each record: one JSON object a line."""

import json
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.errors import ReportError


class ReportFile:
    """Written line by line; used as a context manager. Every method raises ReportError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            # Names of files may hold bytes that are no text; so escaped they are JSON.
            self._file = path.open("w", encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise self._failed(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._file.close()
        except OSError as failure:
            if error is None:
                raise self._failed(failure) from failure

    def write(self, **fields: str) -> None:
        """One line."""
        try:
            self._file.write(json.dumps(fields, ensure_ascii=False) + "\n")
        except OSError as error:
            raise self._failed(error) from error

    def flush(self) -> None:
        """To the disk, so that others may read what was done until now."""
        try:
            self._file.flush()
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> ReportError:
        return ReportError(
            f"The report {self._path} cannot be written: {error.strerror}. What was taken until now is in "
            "the archive; put the report elsewhere and run the command again."
        )
