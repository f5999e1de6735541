"""What runs a real WordPress. ``python -m tests.wordpress.finding`` prints its folder, or fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAMS = ("php", "mariadbd", "mariadb-install-db", "mariadb-admin")
MODULES = frozenset(("mysqli", "mbstring", "xml"))
THEME = "twentytwentyone"
LINKED = ("wp-includes/js/underscore.js", "wp-includes/js/underscore.min.js")
"""Scripts that the editor needs and that Debian keeps in another package."""


class NoWordPressError(Exception):
    """WordPress cannot run here; the message says what is missing and how to get it."""


def need_wordpress() -> Path:
    """The folder of WordPress's files. Raises NoWordPressError."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        raise NoWordPressError(
            f"No {', '.join(missing)} on PATH for the real WordPress: install them "
            "(Debian: php-cli php-mysql php-xml php-mbstring mariadb-server)"
        )
    modules = set(subprocess.run(["php", "-m"], capture_output=True, text=True).stdout.lower().split())
    if lacking := MODULES - modules:
        raise NoWordPressError(f"PHP lacks {', '.join(sorted(lacking))} for the real WordPress")
    cache = os.environ.get("FEHREST_WORDPRESS_CACHE") or Path.home() / ".cache" / "fehrest" / "wordpress"
    for folder in (Path(cache) / "usr/share/wordpress", Path("/usr/share/wordpress")):
        if all((folder / name).exists() for name in ("wp-load.php", f"wp-content/themes/{THEME}", *LINKED)):
            return folder
    raise NoWordPressError(
        "No real WordPress with its theme Twenty Twenty-One and underscore.js: "
        "run scripts/wordpress.sh .venv/bin on Debian"
    )


if __name__ == "__main__":
    try:
        print(need_wordpress())
    except NoWordPressError as missing:
        sys.exit(str(missing))
