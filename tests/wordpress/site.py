"""A real WordPress of one's own: its files, a MariaDB without network, and PHP's web server on loopback."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.wordpress.finding import LINKED, THEME, need_wordpress

HERE = Path(__file__).parent
ZONE = "Asia/Tehran"
PRETTY = "/%year%/%monthnum%/%postname%/"
_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false); define('WP_POST_REVISIONS', 0);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
_WAIT = 60.0  # seconds, for a busy machine


class RealSite:
    """Used as a context manager. ``folder`` is a new one for all that belongs to the site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{free.getsockname()[1]}"
        self.url = f"http://{self.host}"
        self._files, self._socket = folder / "site", folder / "db.sock"
        # WordPress is compiled once, which is most of the time that a call takes.
        (folder / "opcache").mkdir()
        self._compiled = ("-d", "opcache.enable_cli=1", "-d", f"opcache.file_cache={folder / 'opcache'}")
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "RealSite":
        """Raises NoWordPressError where none can run."""
        source = need_wordpress()
        try:
            self._start(source)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._running):
            process.terminate()
            process.wait(_WAIT)

    def call(self, *calls: list[Any], install: bool = False) -> list[Any]:
        """The results of functions of WordPress, each call as ``[name, argument...]``."""
        done = subprocess.run(
            [
                *("php", "-d", "display_errors=0", *self._compiled, "-d", "opcache.file_cache_only=1"),
                *(str(HERE / "command.php"), *(["install"] if install else [])),
            ],
            input=json.dumps(calls).encode(),
            env={**os.environ, "SITE_FOLDER": str(self._files), "SITE_HOST": self.host},
            capture_output=True,
        )
        if done.returncode:
            raise AssertionError(f"{done.stderr.decode()} {done.stdout.decode()[-2000:]}")
        return json.loads(done.stdout.decode().rpartition("\n")[2])

    def post(self, title: str, content: str, **fields: Any) -> int:
        """A published post; its number."""
        return self.posts({"post_title": title, "post_content": content, **fields})[0]

    def posts(self, *fields: dict[str, Any]) -> list[int]:
        """Several of them."""
        return self.call(*(["wp_insert_post", {"post_status": "publish", **each}, True] for each in fields))

    def get(self, path: str) -> str:
        """The text of a page, whatever its status."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=_WAIT) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def install(self, plugin: Path) -> None:
        """Unpacks the zip of a plugin."""
        shutil.unpack_archive(plugin, self._files / "wp-content" / "plugins")

    def clear(self) -> None:
        """Removes posts, categories, tags and authors; the permalinks are pretty again."""
        self.call(["emptied"], ["permalinks", PRETTY])

    def _start(self, source: Path) -> None:
        shutil.copytree(source, self._files, symlinks=False, ignore_dangling_symlinks=True)
        for name in LINKED:  # copytree leaves out relative links
            shutil.copy(source / name, self._files / name)
        (self._files / "wp-content" / "uploads").mkdir(exist_ok=True)
        config = _CONFIG.replace("{socket}", str(self._socket)).replace("{url}", self.url)
        (self._files / "wp-config.php").write_text(config)
        (self._files / "wp-content" / "mu-plugins").mkdir(exist_ok=True)
        shutil.copy(HERE / "plugin.php", self._files / "wp-content" / "mu-plugins")
        self._start_database()
        self.call(
            ["wp_install", "Town Paper", "editor", "editor@paper.example", True, "", "a-word-for-tests"],
            *(["update_option", name, value] for name, value in _OPTIONS.items()),
            ["switch_theme", THEME],
            ["permalinks", PRETTY],
            install=True,
        )
        self._run(
            [
                "php",
                *self._compiled,
                "-S",
                self.host,
                "-t",
                str(self._files),
                str(HERE / "router.php"),
            ]
        )
        self._await(lambda: "readme" in self.get("/readme.html").lower())
        self.clear()

    def _start_database(self) -> None:
        data = self.folder / "db"
        plain = ["--no-defaults", "--user=root", f"--datadir={data}"]
        subprocess.run(
            ["mariadb-install-db", *plain, "--auth-root-authentication-method=normal", "--skip-test-db"],
            check=True,
            capture_output=True,
        )
        self._run(
            [
                *("mariadbd", *plain, f"--socket={self._socket}", "--skip-networking"),
                *("--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0"),
                *("--performance-schema=OFF", "--character-set-server=utf8mb4"),
            ]
        )
        admin = ["mariadb-admin", "--no-defaults", "-uroot", "-S", str(self._socket)]
        self._await(lambda: not subprocess.run([*admin, "ping"], capture_output=True).returncode)
        subprocess.run([*admin, "create", "wordpress"], check=True)

    def _run(self, command: list[str]) -> None:
        """A program that ends with this process, however that ends."""
        tie = shutil.which("setpriv")
        with (self.folder / "log").open("ab") as log:
            self._running.append(
                subprocess.Popen(
                    [*([tie, "--pdeathsig", "TERM"] if tie else []), *command],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            )

    @staticmethod
    def _await(ready: Any) -> None:
        end = time.monotonic() + _WAIT
        while True:
            try:
                if ready():
                    return
            except OSError:
                pass
            if time.monotonic() > end:
                raise AssertionError("a program of the real WordPress does not answer")
            time.sleep(0.05)


_OPTIONS = {
    "timezone_string": ZONE,
    "gmt_offset": "",
    "posts_per_page": 10,
    "posts_per_rss": 10,
    "rss_use_excerpt": 0,
    "blogdescription": "A paper",
}
