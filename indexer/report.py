"""The report file: one JSON object per record."""

import json
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.errors import ReportError


class ReportFile:
    """Written line by line. A context manager. Every method raises ReportError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            # File names may contain bytes that are not text. Escaped like this they are valid JSON.
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
        """Write one line."""
        try:
            self._file.write(json.dumps(fields, ensure_ascii=False) + "\n")
        except OSError as error:
            raise self._failed(error) from error

    def flush(self) -> None:
        """Write to disk, so that others can read what was done so far."""
        try:
            self._file.flush()
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> ReportError:
        return ReportError(
            f"The report {self._path} cannot be written: {error.strerror}. What was read so far is in "
            "the archive. Choose another file for the report and run the command again."
        )
