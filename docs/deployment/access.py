"""Gives users of the cluster their passwords and roles: ``python access.py CERTIFICATES ROLES FILE...``

Each FILE has the lines ``FEHREST_OPENSEARCH_USER=`` and ``FEHREST_OPENSEARCH_PASSWORD=``; the role of a user
is the file of its name in the folder ROLES. It waits for the cluster at ``FEHREST_OPENSEARCH_URL`` to answer,
shows the administrator's certificate, and may be run again at any time.
"""

import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE = 600


def main(certificates: Path, roles: Path, files: list[Path]) -> None:
    """Ends with a message where the cluster does not answer in ten minutes, or refuses."""
    context = ssl.create_default_context(cafile=certificates / "ca.pem")
    context.load_cert_chain(certificates / "admin.pem", certificates / "admin.key")
    for file in files:
        told = dict(line.split("=", 1) for line in file.read_text("utf-8").split())
        user, password = told["FEHREST_OPENSEARCH_USER"], told["FEHREST_OPENSEARCH_PASSWORD"]
        put(context, f"roles/{user}", (roles / f"{user}.json").read_text("utf-8"))
        put(context, f"internalusers/{user}", json.dumps({"password": password}))
        put(context, f"rolesmapping/{user}", json.dumps({"users": [user]}))
        print(f"{user} may use the cluster")


def put(context: ssl.SSLContext, path: str, body: str) -> None:
    """Asks one node after the other until one takes it."""
    hosts = os.environ["FEHREST_OPENSEARCH_URL"].split(",")
    end = time.monotonic() + PATIENCE
    while True:
        for host in hosts:
            url = f"{host.strip().rstrip('/')}/_plugins/_security/api/{path}"
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
