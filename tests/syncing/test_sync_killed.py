"""A sync that is killed at any moment and continued: the archive is that of an uninterrupted run."""

import os
import signal
import subprocess
import sys
import time

import pytest
from syncing_support import run, state
from wordpress_site import Post, Site, stories

COMMAND = (sys.executable, "-c", "from search_app.cli import main; main()")


def start(data, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}
    environment = kept | {
        "FEHREST_DATA": str(data),
        "FEHREST_PRIVATE_ADDRESSES": "1",
        "FEHREST_CRAWL_DELAY": "0",
    }
    return subprocess.Popen(
        [*COMMAND, "sync", *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def kill_after(process, site, requests):
    """Kill it after a number of requests to the site. Returns whether it was still running."""
    while process.poll() is None and len(site.requests) < requests:
        time.sleep(0.005)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return running


def finish(process):
    out, error = process.communicate(timeout=300)
    assert process.returncode == 0, error
    return out


@pytest.mark.parametrize("requests", [5])
def test_killed_and_gone_on(tmp_path, requests):
    with Site(stories(120)) as site:
        site.slow = 0.02
        run(tmp_path / "whole.sqlite3", site.url)
        site.requests.clear()
        assert kill_after(start(tmp_path / "data", site.url), site, requests)
        finish(start(tmp_path / "data", site.url))
        assert state(tmp_path / "data" / "archive.sqlite3") == state(tmp_path / "whole.sqlite3")


def test_a_crawl_is_killed_and_gone_on_with(tmp_path):
    with Site(stories(20)) as site:
        site.api, site.lastmods = False, False
        run(tmp_path / "whole.sqlite3", site.url)
        data = tmp_path / "data"
        site.requests.clear()
        site.slow = 0.02
        assert kill_after(start(data, site.url), site, 16)
        site.slow = 0.0
        finish(start(data, site.url))
        assert max(site.requests.count(post.path) for post in site.public()) <= 2
        held, items = state(data / "archive.sqlite3")
        whole, whole_items = state(tmp_path / "whole.sqlite3")
        assert held == whole
        assert [set(each) for each in items.values()] == [set(each) for each in whole_items.values()]


def test_killed_while_it_catches_up(tmp_path):
    with Site(stories(45)) as site:
        data = tmp_path / "data"
        finish(start(data, site.url))
        for id_ in range(110, 140):
            site.edit(id_, f"Edited number {id_}.", f"2022-02-01T00:{id_ % 60:02}:00")
        for id_ in (101, 102, 103):
            del site.posts[id_]
        site.posts[999] = Post(999, "new", "A new one", ["A new story."], modified="2022-03-01T00:00:00")
        site.requests.clear()
        site.slow = 0.05
        assert kill_after(start(data), site, 4)
        finish(start(data))
        run(tmp_path / "whole.sqlite3", site.url)
        held, items = state(data / "archive.sqlite3")
        assert (held, items) == state(tmp_path / "whole.sqlite3")
        assert len(held) == 43
