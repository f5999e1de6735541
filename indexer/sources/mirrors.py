"""The addresses of pages in a mirror, as made by ``wget --mirror`` and others: one folder per host."""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:[:+]\d{2,5})?", re.I)
# Files in the folder of a complete host. A folder that only looks like a host has none of them.
_SIGNS = ("index.html", "robots.txt", "index.html.gz", "index.htm", "index.php")
_INDEX = re.compile(r"index\.(?:html?|php)$", re.I)
_QUERY = re.compile(r"^(?P<name>[^?@]*\.(?:html?|php))[?@](?P<query>[^?@]*=.*)$", re.I)


def mirrored_url(path: Path) -> str | None:
    """The address of a page in a mirror; None for a file outside of one."""
    parts = path.parts
    for depth in range(len(parts) - 2, 0, -1):
        if _is_host(Path(*parts[: depth + 1])):
            host = parts[depth].replace("+", ":")
            return f"https://{host}/{_path(parts[depth + 1 :])}"
    return None


@lru_cache(maxsize=4096)
def _is_host(folder: Path) -> bool:
    return bool(_HOST.fullmatch(folder.name)) and any((folder / sign).exists() for sign in _SIGNS)


def _path(parts: tuple[str, ...]) -> str:
    """The path, without the name of an index, and with the query that wget puts into a name."""
    name = parts[-1].removesuffix(".gz")
    query = ""
    if match := _QUERY.match(name):
        name, query = match["name"], match["query"]
        # wget -E adds this to a name that does not end like this
        query = "?" + re.sub(r"\.html?$", "", query)
    name = _INDEX.sub("", name)
    folders = "".join(f"{quote(part, safe='%')}/" for part in parts[:-1])
    return folders + quote(name, safe="%") + quote(query, safe="?&=%+-_.~")
