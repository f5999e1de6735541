"""For every test: laws are checked without a deadline, which a busy machine would miss now and then."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.cluster.plugin"]

settings.register_profile("fehrest", deadline=None)
settings.load_profile("fehrest")


@pytest.fixture(scope="module", autouse=True)
def _no_settings_left():
    """What a module set in the environment for its engines ends with it."""
    before = {name for name in os.environ if name.startswith("FEHREST_")}
    yield
    for name in [name for name in os.environ if name.startswith("FEHREST_") and name not in before]:
        del os.environ[name]
