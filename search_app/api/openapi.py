"""The description of the API as an OpenAPI 3.1 document, made from its declarations."""

from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version

from search_app.access.keys import Role
from search_app.api.declarations import Operation, operations
from search_app.api.schemas import schemas
from search_app.push.port import Json
from search_app.settings import Settings

_READ_ERRORS = (400, 401, 403, 429, 503)
_WRITE_ERRORS = (400, 401, 403, 413, 415, 422, 429, 503)


def document(settings: Settings) -> Json:
    """The document of a service with these settings.

    The address of the server is relative, so it is right behind any proxy.
    """
    paths: Json = {}
    for operation in operations():
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, settings)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.site_name}: search API",
            "version": "1",
            "description": f"Made by Fehrest {_version()}. UTF-8; times are in {settings.timezone}.",
        },
        "servers": [{"url": "../.."}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "a read, write or admin key"},
                "readKey": {"type": "apiKey", "in": "query", "name": "key", "description": "a read key"},
            },
        },
    }


def _operation(operation: Operation, settings: Settings) -> Json:
    found: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": ["write" if operation.role is Role.WRITE else "read"],
        "parameters": [parameter.openapi for parameter in operation.parameters],
        "responses": _responses(operation),
        "security": _security(operation, settings),
    }
    if operation.body:
        schema = {"$ref": f"#/components/schemas/{operation.body}"}
        content = {
            kind: {"schema": schema if kind[-4:] == "json" else {"type": "string"}}
            for kind in operation.types
        }
        found["requestBody"] = {"required": True, "content": content}
    return found


def _security(operation: Operation, settings: Settings) -> list[Json]:
    if operation.role is Role.WRITE:
        return [{"key": []}]
    keys: list[Json] = [{"key": []}, {"readKey": []}]
    return keys if settings.api_keys == "required" else [{}, *keys]


def _responses(operation: Operation) -> Json:
    answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{operation.answer}"}}}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    common = _WRITE_ERRORS if operation.body or operation.role is Role.WRITE else _READ_ERRORS
    found: Json = {
        str(status): {"description": HTTPStatus(status).phrase, "content": answer}
        for status in operation.statuses
    }
    if operation.method == "get" and operation.role is Role.READ:
        found["304"] = {"description": "Not Modified"}
    for status in sorted({*common, *operation.errors}):
        found[str(status)] = {"description": HTTPStatus(status).phrase, "content": error}
    return found


def _version() -> str:
    try:
        return version("fehrest")
    except PackageNotFoundError:
        return "from a checkout"
