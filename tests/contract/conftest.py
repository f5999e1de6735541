import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of the suite that a class names in `LEFT_OUT`."""
    left_out = [item for item in items if _is_left_out(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _is_left_out(item)]


def _is_left_out(item: pytest.Item) -> bool:
    names: frozenset[str] = getattr(getattr(item, "cls", None), "LEFT_OUT", frozenset())
    return getattr(item, "originalname", "") in names
