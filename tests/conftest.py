"""For every test: laws are checked without a deadline, which a busy machine would miss now and then."""

from hypothesis import settings

pytest_plugins = ["tests.cluster.plugin"]

settings.register_profile("fehrest", deadline=None)
settings.load_profile("fehrest")
