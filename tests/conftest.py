"""For all tests: properties are checked without a deadline, which a busy machine would sometimes miss."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.cluster.plugin"]

# On a busy machine data is generated slowly, and that is no error.
settings.register_profile("fehrest", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fehrest")


@pytest.fixture(scope="session")
def browser():
    """One Chromium for each worker: Playwright can run only once in a process."""
    from tests.browser.finding import find_browser
    from tests.browser.running import chromium

    program = find_browser()
    if program is None:
        pytest.skip("no Chromium: scripts/browser.sh gets one")
    with chromium(program) as opened:
        yield opened


@pytest.fixture(scope="module", autouse=True)
def _no_settings_left():
    """Settings that a module made in the environment for its engines are removed."""
    before = {name for name in os.environ if name.startswith("FEHREST_")}
    yield
    for name in [name for name in os.environ if name.startswith("FEHREST_") and name not in before]:
        del os.environ[name]
