"""The description of the API: as an OpenAPI document, and as a page."""

from flask import Blueprint, Response

from search_app.api.openapi import document
from search_app.pages import document_page
from search_app.responses import cached, json_response
from search_app.service import SearchService


def documentation_blueprint(service: SearchService) -> Blueprint:
    """The routes that describe the API of a service."""
    documentation = Blueprint("documentation", __name__)

    @documentation.get("/api/v1/openapi.json")
    def openapi() -> Response:
        return cached(json_response(document(service.settings)))

    @documentation.get("/api/v1/docs")
    def page() -> Response:
        return cached(document_page(service, "api.html", api=document(service.settings)))

    return documentation
