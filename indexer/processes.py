"""Worker processes: how they are started and how they end."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess


def worker_context(*modules: str) -> BaseContext:
    """The workers are forked from a clean process that has the modules loaded. Without fork, each worker
    loads them.

    A plain fork would copy the locks of this program's threads.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*modules])
    return context


def can_start(context: BaseContext, seconds: float) -> bool:
    """Whether a process can be started within ``seconds``. Not if the main script starts some on import."""
    process: BaseProcess = context.Process(target=os.getpid)  # type: ignore[attr-defined]
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
    return process.exitcode == 0


def start_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block after this processor time.

    Has no effect in other threads than the main one, and on systems without the signal (Windows).
    """
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"took longer than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
