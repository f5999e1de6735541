"""The two addresses for supervisors and load balancers."""

from flask import Blueprint, Response

from search_app.responses import json_response
from search_app.service import SearchService


def add_probes(api: Blueprint, service: SearchService) -> None:
    """Add ``/healthz`` (the process answers) and ``/readyz`` (it has an index)."""

    @api.get("/healthz")
    def healthz() -> Response:
        return json_response({"status": "ok"})

    @api.get("/readyz")
    def readyz() -> Response:
        service.status()
        return json_response({"status": "ready"})
