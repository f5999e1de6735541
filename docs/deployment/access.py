"""Gives users of the cluster their passwords and roles: ``python access.py CERTIFICATES ROLES FILE...``

Each FILE has the lines ``FEHREST_OPENSEARCH_USER=`` and ``FEHREST_OPENSEARCH_PASSWORD=``; the role of a user
is the file of its name in the folder ROLES. It waits for the cluster at ``FEHREST_OPENSEARCH_URL`` to answer,
presents the administrator's certificate, and may be run again at any time. It ends when every node answers
that each user has its role: a node that is busy may take a change and then not load it.
"""

import base64
import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

PATIENCE = 600
LOADED_IN = 15
"""Seconds in which a node should have loaded a change; after that the change is sent again."""


class User(NamedTuple):
    """One that may use the cluster."""

    name: str
    password: str
    role: str


def main(certificates: Path, roles: Path, files: list[Path]) -> None:
    """Ends with a message if the cluster does not answer within ten minutes, or refuses a change."""
    context = ssl.create_default_context(cafile=certificates / "ca.pem")
    context.load_cert_chain(certificates / "admin.pem", certificates / "admin.key")
    users = [read(file, roles) for file in files]
    end = time.monotonic() + PATIENCE
    waiting = users
    while waiting:
        for user in waiting:
            give(context, user)
        until = time.monotonic() + LOADED_IN
        waiting = [user for user in users if not loaded(certificates, user, until)]
        if waiting and time.monotonic() > end:
            sys.exit(f"The cluster took the role of {waiting[0].name}, but does not use it. Look at its log")
    for user in users:
        print(f"{user.name} may use the cluster")


def read(file: Path, roles: Path) -> User:
    """The user of a file, with its role as JSON."""
    given = dict(line.split("=", 1) for line in file.read_text("utf-8").split())
    name = given["FEHREST_OPENSEARCH_USER"]
    return User(name, given["FEHREST_OPENSEARCH_PASSWORD"], (roles / f"{name}.json").read_text("utf-8"))


def give(context: ssl.SSLContext, user: User) -> None:
    """Writes the role, the user and which of them belongs to which."""
    put(context, f"roles/{user.name}", user.role)
    put(context, f"internalusers/{user.name}", json.dumps({"password": user.password}))
    put(context, f"rolesmapping/{user.name}", json.dumps({"users": [user.name]}))


def loaded(certificates: Path, user: User, until: float) -> bool:
    """Whether each node lets the user do what its role says, asked until then (``time.monotonic()``)."""
    context = ssl.create_default_context(cafile=certificates / "ca.pem")
    word = base64.b64encode(f"{user.name}:{user.password}".encode()).decode()
    waiting = hosts()
    while waiting:
        request = urllib.request.Request(  # noqa: S310
            f"{waiting[0]}/", headers={"Authorization": f"Basic {word}"}
        )
        try:
            urllib.request.urlopen(request, timeout=30, context=context).close()  # noqa: S310
            waiting.pop(0)
        except OSError:
            if time.monotonic() > until:
                return False
            time.sleep(0.5)
    return True


def hosts() -> list[str]:
    """The nodes' addresses."""
    return [host.strip().rstrip("/") for host in os.environ["FEHREST_OPENSEARCH_URL"].split(",")]


def put(context: ssl.SSLContext, path: str, body: str) -> None:
    """Asks one node after the other until one takes it."""
    end = time.monotonic() + PATIENCE
    while True:
        for host in hosts():
            url = f"{host}/_plugins/_security/api/{path}"
            request = urllib.request.Request(  # noqa: S310
                url, body.encode(), {"Content-Type": "application/json"}, method="PUT"
            )
            try:
                urllib.request.urlopen(request, timeout=30, context=context).close()  # noqa: S310
                return
            except urllib.error.HTTPError as error:
                with error:
                    reason = error.read().decode("utf-8", "replace")
                # A cluster that is still being set up says 500 or 503.
                if error.code < 500:
                    sys.exit(f"The cluster refuses {path} ({error.code}): {reason}")
            except OSError as error:
                reason = str(error)
        if time.monotonic() > end:
            sys.exit(f"The cluster does not take {path}: {reason}")
        time.sleep(2)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
