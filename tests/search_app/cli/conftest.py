import pytest
from cli_support import PAGES, SAMPLE, fehrest


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory):
    """A data folder with the sample archive in it; tests only read it."""
    data = tmp_path_factory.mktemp("sample")
    result = fehrest("--data", data, "ingest", PAGES / "en", PAGES / "fa", SAMPLE / "export.xml")
    assert result.exit_code == 0, result.output
    return data
