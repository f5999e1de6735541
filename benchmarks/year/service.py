"""The service under test, and the commands that are run meanwhile, as processes that can be killed."""

import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from click.testing import CliRunner

from benchmarks.memory import memory, processes
from search_app.cli import main as fehrest

_PROGRAM = (sys.executable, "-u", "-m", "search_app")
PATIENCE = 120.0
"""Seconds after which something that should end has hung."""
_GRACE = 1.0
"""Seconds after a start in which connections that the kill broke may be noticed."""
_STILL_BOUND = 10.0


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did. ``code`` is negative if it was killed."""

    code: int
    output: str


@dataclass
class Service:
    """``fehrest serve`` on one port. It can be killed and started again; readers go on at the same address.

    ``settings`` are environment variables, for the service and for commands. With ``here``, commands that are
    neither killed nor limited run in this process.
    """

    data: Path
    workers: int
    settings: dict[str, str] = field(default_factory=dict)
    here: bool = False
    port: int = 0
    process: subprocess.Popen[str] | None = None
    _away: list[list[float]] = field(default_factory=list)

    def environment(self) -> Mapping[str, str]:
        """The environment of each process."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}
        return (
            kept
            | {
                "FEHREST_DATA": str(self.data),
                "FEHREST_PRIVATE_ADDRESSES": "1",
                "FEHREST_CRAWL_DELAY": "0",
            }
            | self.settings
        )

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            RuntimeError: it does not start.
        """
        self.port = self.port or _free_port()
        ends = time.monotonic() + _STILL_BOUND
        while True:
            command = [*_PROGRAM, "serve", "--port", str(self.port), "--workers", str(self.workers)]
            log = (self.data.parent / "serve.log").open("a")
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=self.environment()
            )
            log.close()
            assert self.process.stdout is not None
            if any(" at http" in line for line in self.process.stdout):
                break
            self.process.wait()
            # The processes of a killed service notice it within a second, and hold the address until then.
            if time.monotonic() > ends:
                raise RuntimeError("The service does not start; see serve.log")
            time.sleep(0.3)
        threading.Thread(target=_drain, args=(self.process.stdout,), daemon=True).start()
        if self._away:
            self._away[-1][1] = time.monotonic() + _GRACE

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it; with SIGKILL nothing is finished."""
        assert self.process is not None
        self._away.append([time.monotonic() - _GRACE, float("inf")])
        self.process.send_signal(how)
        self.process.wait(PATIENCE)

    def kill_worker(self, number: int) -> None:
        """Kill one of several processes. It is replaced."""
        assert self.process is not None
        now = time.monotonic()
        self._away.append([now - _GRACE, now + 10 * _GRACE])
        workers = processes(self.process.pid)[1:]
        if workers:
            os.kill(workers[number % len(workers)], signal.SIGKILL)

    def was_away(self, began: float, ended: float) -> bool:
        """Whether it was killed or stopped at any time in between."""
        return any(began <= until and since <= ended for since, until in self._away)

    def limit_files(self, size: int) -> None:
        """No process of the service can make a file larger than this, as if the disk were full; -1: any."""
        assert self.process is not None
        for pid in processes(self.process.pid):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))

    def measures(self) -> dict[str, float]:
        """Anonymous memory in MB, threads and open files of all processes; files and MB in the folder."""
        assert self.process is not None
        pids = processes(self.process.pid)
        files = [path for path in self.data.rglob("*") if path.is_file()]
        return {
            "memory": sum(memory(pid)["anonymous"] for pid in pids),
            "threads": sum(len(os.listdir(f"/proc/{pid}/task")) for pid in pids),
            "open": sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in pids),
            "files": len(files),
            "folder": sum(_size(path) for path in files) / 1e6,
        }

    def request(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """The status and the JSON of an answer over a new connection.

        Raises:
            OSError, HTTPException: the service is away.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            data = None if body is None else json.dumps(body)
            connection.request(method, path, data, {"Content-Type": "application/json"} | headers)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        finally:
            connection.close()

    def run_here(self, *arguments: object) -> Done:
        """Run a command in this process, which takes less than starting one."""
        done = CliRunner(env=self.environment()).invoke(fehrest, [*map(str, arguments)])
        return Done(done.exit_code, done.output)

    def run(self, *arguments: object, kill_after: float | None = None, most: int | None = None) -> Done:
        """Run a command.

        Args:
            kill_after: seconds after which it is killed.
            most: bytes of the largest file that it can write, as if the disk were full then.
        """
        if self.here and kill_after is None and most is None:
            return self.run_here(*arguments)
        process = subprocess.Popen(
            [*_PROGRAM, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self.environment(),
        )
        if most is not None:
            _, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, hard))
        try:
            output, _ = process.communicate(timeout=kill_after or PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
        return Done(process.returncode, output)


def _drain(pipe: IO[str]) -> None:
    with pipe:
        pipe.read()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
