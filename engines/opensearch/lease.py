"""Who may write to an index? A lease in the cluster, which a killed writer loses after a while.

One document per index, changed by a scripted update: OpenSearch runs these one after the other and uses the
clock of the node that holds the document, so the writers' clocks do not matter. A thread renews the lease,
because a writer may wait for hours: for a merge, or for a person who is asked whether to use a new index.
"""

import os
import socket
import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from engines.opensearch.client import Client, Json
from engines.opensearch.limits import LIMITS, Limits
from engines.port.errors import EngineBusyError, EngineError

_TAKE = """
if (ctx.op == 'create' || ctx._source.owner == params.owner || ctx._source.owner == params.dead
    || ctx._source.until < ctx._now) {
  ctx._source = ['owner': params.owner, 'told': params.told, 'until': ctx._now + params.milliseconds];
} else { ctx.op = 'none' }
"""
_DROP = "ctx.op = ctx._source.owner == params.owner ? 'delete' : 'none'"
_RUN = uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Writer:
    """A process that writes: its machine, its process id, and a random id of its run.

    An earlier process may have had the same process id, as in a restarted container, but not the same
    ``run``.
    """

    host: str
    process: int
    run: str

    def __str__(self) -> str:
        return f"{self.host} {self.process} {self.run}"


@lru_cache(maxsize=1)
def _host() -> str:
    return f"{socket.gethostname()}/{uuid.getnode():x}"


def this_writer() -> Writer:
    """The current process."""
    return Writer(_host(), os.getpid(), _RUN)


class Lease:
    """The right to write to one index. It is renewed until it is dropped or lost to another writer.

    Args:
        locks: the index that contains the leases.
        writer: the process that takes the lease; None for this one.
    """

    def __init__(
        self, client: Client, index: str, locks: str, limits: Limits = LIMITS, writer: Writer | None = None
    ) -> None:
        self._client, self._index, self._locks, self._limits = client, index, locks, limits
        self._writer = writer or this_writer()
        self._owner = f"{self._writer} {uuid.uuid4().hex}"
        self.held = False
        self._lock = threading.Lock()
        self._over: threading.Event | None = None

    def take(self) -> None:
        """Take the lease, or check that it is still held.

        Raises:
            EngineBusyError: another process holds it.
            EngineError: or a subclass.
        """
        with self._lock:
            self._take()
            if self._over is None:
                self._over = threading.Event()
                threading.Thread(target=self._keep, args=(self._over,), daemon=True).start()

    def drop(self) -> None:
        """Release the lease. If the cluster does not answer, the lease expires by itself."""
        with self._lock:
            self._rest()
            if self.held:
                self.held = False
                with suppress(EngineError):
                    self._update(_DROP, {"owner": self._owner})

    def _keep(self, over: threading.Event) -> None:
        while not over.wait(self._limits.renewal):
            with self._lock, suppress(EngineError):
                if not over.is_set():
                    self._take()

    def _rest(self) -> None:
        if self._over is not None:
            self._over.set()
            self._over = None

    def _take(self) -> None:
        answer = self._asked("")
        if answer["result"] == "noop":
            holder = self._holder()
            # A dead process on this machine will not come back, so its lease need not expire.
            answer = self._asked(holder) if _is_dead(holder, self._writer) else answer
        self.held = answer["result"] != "noop"
        if not self.held:
            self._rest()
            raise EngineBusyError(
                f"Another process is writing to the index {self._index} ({self._holder_told()}). Try again "
                f"when it is done; if it was killed, {self._limits.lease:g} seconds after that"
            )

    def _asked(self, dead: str) -> Json:
        parameters = {
            "owner": self._owner,
            "dead": dead,
            "told": f"process {os.getpid()} on {socket.gethostname()}",
            "milliseconds": round(self._limits.lease * 1000),
        }
        return self._update(_TAKE, parameters, create=True)

    def _update(self, script: str, parameters: Json, *, create: bool = False) -> Json:
        body: Json = {"script": {"source": script, "lang": "painless", "params": parameters}}
        if create:
            body |= {"scripted_upsert": True, "upsert": {}}
        answer: Json = self._client.ask(
            "POST",
            f"/{self._locks}/_update/{self._index}",
            body,
            missing={"result": "noop"},
            retry_on_conflict=5,
        )
        return answer

    def _holder(self) -> str:
        return str(self._found().get("owner", ""))

    def _holder_told(self) -> str:
        return str(self._found().get("told", "it has just ended"))

    def _found(self) -> Json:
        found = self._client.ask("GET", f"/{self._locks}/_doc/{self._index}", missing={})
        source: Json = found.get("_source", {})
        return source


def _is_dead(owner: str, here: Writer) -> bool:
    host, process, run, *_ = (*owner.split(" "), "", "", "")
    if host != here.host or not process.isdigit():
        return False
    if int(process) == here.process:
        # In a restarted container, its process id may now be ours.
        return run != here.run
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
