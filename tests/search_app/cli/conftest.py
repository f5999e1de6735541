import pytest
from away import Switch
from cli_support import AWAY_PROGRAM, PAGES, SAMPLE, Served, fehrest, stories


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory):
    """A data folder with the sample archive. Tests only read it."""
    data = tmp_path_factory.mktemp("sample")
    result = fehrest("--data", data, "ingest", PAGES / "en", PAGES / "fa", SAMPLE / "export.xml")
    assert result.exit_code == 0, result.output
    return data


@pytest.fixture
def data(tmp_path):
    fehrest("--data", tmp_path / "data", "ingest", stories(tmp_path / "one.jsonl", 1, 2))
    return tmp_path / "data"


@pytest.fixture
def switch(data):
    return Switch(data / "away")


@pytest.fixture
def serve(data):
    running = []

    def start(*options):
        running.append(Served(data, *options, program=AWAY_PROGRAM))
        return running[-1]

    yield start
    for served in running:
        if not served.process.stderr.closed:
            served.stop()
