"""Maps the driver's errors to those of the port."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines.port.errors import EngineBusyError, EngineError, EngineReadOnlyError

_LOCKED = ("LockBusy", "Could not acquire lock", "Failed to acquire Lockfile")
_FULL = ("No space left", "StorageFull", "QuotaExceeded", "Disk quota", "File too large")
_READ_ONLY = ("Read-only file system", "ReadOnlyFilesystem", "Permission denied", "PermissionDenied")


@contextmanager
def engine_errors(folder: Path) -> Iterator[None]:
    """Turn exceptions of the driver into EngineError.

    The driver raises ValueError and OSError for most errors. If its Rust code panics, as it does on some
    damaged files, it raises a PanicException, which is a BaseException that no other code would catch.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise _in_our_words(folder, str(error)) from error
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise _in_our_words(folder, str(error)) from error


def _is_panic(error: BaseException) -> bool:
    # The module pyo3_runtime cannot be imported, so the class is recognised by name.
    return type(error).__module__ == "pyo3_runtime"


def _in_our_words(folder: Path, text: str) -> EngineError:
    if any(sign in text for sign in _FULL):
        return EngineReadOnlyError(
            f"There is no space left for the index in {folder}. Free some space, then run the command again"
        )
    if any(sign in text for sign in _READ_ONLY):
        return EngineReadOnlyError(
            f"The index in {folder} cannot be written ({text}). Check the permissions of the folder"
        )
    if any(sign in text for sign in _LOCKED):
        return EngineBusyError(
            f"Another process is writing to the index in {folder}. Try again when it is done"
        )
    return EngineError(f"The index in {folder} is damaged ({text}). Rebuild it: fehrest reindex")
