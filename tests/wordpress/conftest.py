from pathlib import Path

import pytest

from tests.wordpress.finding import NoWordPressError
from tests.wordpress.site import RealSite


@pytest.fixture(scope="session")
def wordpress(tmp_path_factory):
    """One WordPress for all tests; skipped, with the reason, where none can run."""
    try:
        with RealSite(Path(tmp_path_factory.mktemp("wp"))) as site:
            yield site
    except NoWordPressError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def site(wordpress):
    """The same without anything in it."""
    wordpress.clear()
    return wordpress


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive.sqlite3"
