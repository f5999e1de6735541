import pytest
from app_documents import publish

from engines.port.deadline import DeadlineError, check_deadline, end_deadline, start_deadline
from search_app import create_app
from search_app.service import SearchService
from search_app.settings import Settings


class Clock:
    """Advances by one second each time it is read."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> float:
        self.asked += 1
        return float(self.asked)


def test_work_goes_on_until_its_time_is_over() -> None:
    check_deadline()
    token = start_deadline(2.5, Clock())
    check_deadline()
    check_deadline()
    with pytest.raises(DeadlineError):
        check_deadline()
    end_deadline(token)
    check_deadline()


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_search_that_takes_too_long_stops(tmp_path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    publish(tmp_path, engine)
    client = create_app(service=SearchService(Settings(data=tmp_path, engine=engine))).test_client()
    assert client.get("/api/v1/search?q=bridge").status_code == 200
    clock = Clock()
    monkeypatch.setattr("search_app.limits.start_deadline", lambda seconds: start_deadline(seconds, clock))
    response = client.get("/api/v1/search?q=bridge&size=100")
    assert (response.status_code, response.json["error"]["code"]) == (503, "deadline")
    assert response.headers["Retry-After"] == "5"
    assert clock.asked <= 12, "work went on after the time was over"
    page = client.get("/?q=bridge", headers={"Accept-Language": "sq"})
    assert (page.status_code, "zgjati" in page.text) == (503, True)
