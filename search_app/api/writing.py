"""The routes that write: one article, many articles, and what content management systems send on save."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response, request

from engines.port.errors import BadRequestError
from search_app.access.gate import InvalidKeyError, MissingKeyError, current_key, needs
from search_app.access.keys import Role
from search_app.api.bodies import JSON_TYPES, LINES_TYPES, read_body, uncached
from search_app.errors import ErrorView, error_json
from search_app.push.hooks import SIGNATURE, SYSTEMS, changes_in, is_signed
from search_app.push.port import (
    STATUS,
    Conflict,
    Incoming,
    Json,
    Outcome,
    Published,
    Publisher,
    PushUnavailableError,
    Result,
)
from search_app.push.records import (
    MAX_BULK,
    MAX_RECORD,
    InvalidRecordError,
    check_id,
    check_record,
    parse_json,
    parse_records,
)
from search_app.push.replays import MAX_KEY, Answer, Replays
from search_app.responses import json_response
from search_app.service import NotFoundError, SearchService

MAX_WAIT = 60.0
"""Maximum number of seconds that a request may wait for the index."""
WAIT = 2.0
"""Seconds that a request waits for the index by default."""
_IDEMPOTENT_WAY = (
    "Send it again with ?conflict=replace to replace that article, or ?conflict=new to keep both; "
    "or decide on the server: fehrest pending"
)


@dataclass(frozen=True, slots=True)
class Pushing:
    """What the routes need. Without a publisher the service only searches.

    ``secret`` is shared with systems that sign their requests; empty for none.
    """

    service: SearchService
    publisher: Publisher | None
    replays: Replays
    secret: str

    def publish(self, changes: list[Incoming]) -> Published:
        """Store changes, or nothing if a parameter of the request is invalid.

        Raises:
            PushUnavailableError: this service only searches.
        """
        conflict, _ = _conflict(), _wait()
        if self.publisher is None:
            raise PushUnavailableError(
                "This service only searches. Send articles to one that was started with fehrest serve and "
                "has the archive"
            )
        return self.publisher.publish(changes, conflict)

    def is_indexed(self, revision: int) -> bool:
        """Whether the index has a revision, after the wait that the request allows."""
        return self.publisher is not None and self.publisher.wait(revision, _wait())


def writing_blueprint(service: SearchService, publisher: Publisher | None) -> Blueprint:
    """The routes that write, answered by a publisher."""
    api = Blueprint("writing", __name__)
    settings = service.settings
    pushing = Pushing(service, publisher, Replays(settings.data), settings.hook_secret)
    _articles(api, pushing)
    _hooks(api, pushing)
    _progress(api, pushing)
    return api


def _articles(api: Blueprint, pushing: Pushing) -> None:
    @api.put("/api/v1/articles/<any_id:id_>")
    @needs(Role.WRITE)
    def put_article(id_: str) -> Response:
        body = read_body(MAX_RECORD, JSON_TYPES)
        check_id(id_)
        record = check_record(parse_json(body))
        if record.pop("deleted", False) or record.pop("id", id_) != id_:
            raise InvalidRecordError("'id' must be the id of the address, and 'deleted' is for bulk requests")
        change = Incoming(id_, record, site=record.get("site", ""))
        return _once(pushing, body, lambda: _one(pushing, change))

    @api.delete("/api/v1/articles/<any_id:id_>")
    @needs(Role.WRITE)
    def delete_article(id_: str) -> Response:
        change = Incoming(check_id(id_), None, site=request.args.get("site", "").lower())
        return _once(pushing, b"", lambda: _one(pushing, change))

    @api.post("/api/v1/articles/bulk")
    @needs(Role.WRITE)
    def bulk() -> Response:
        body = read_body(MAX_BULK, (*JSON_TYPES, *LINES_TYPES))
        values = parse_records(body, lines=request.mimetype in LINES_TYPES)
        return _once(pushing, body, lambda: _many(pushing, values))


def _hooks(api: Blueprint, pushing: Pushing) -> None:
    @api.post("/api/v1/hooks/<any(" + ",".join(SYSTEMS) + "):system>")
    def hook(system: str) -> Response:
        body = read_body(MAX_RECORD, JSON_TYPES)
        _check_hook(pushing, system, body)
        change = changes_in(system, parse_json(body))
        answer = _one(pushing, change)
        # A system that deletes what was never sent, or sends drafts, must not try again.
        return (
            answer
            if answer.status_code != STATUS[Result.NOT_FOUND]
            else json_response({"result": Result.SKIPPED.value, "message": "There is no such article"})
        )


def _progress(api: Blueprint, pushing: Pushing) -> None:
    @api.get("/api/v1/pushes/<int:revision>")
    @needs(Role.WRITE)
    def progress(revision: int) -> Response:
        if pushing.publisher is None or revision >= 2**63:
            raise NotFoundError("There is no such push")
        indexed = pushing.publisher.wait(revision, 0)
        content: Json = {"revision": revision, "indexed": indexed}
        if not indexed and (trouble := pushing.publisher.trouble()):
            content["message"] = trouble
        return uncached(json_response(content))


def _check_hook(pushing: Pushing, system: str, body: bytes) -> None:
    """A write key, or the signature of a system that signs.

    Raises:
        MissingKeyError, InvalidKeyError
    """
    key, signature = current_key(), request.headers.get(SIGNATURE)
    if key is not None and key.role.includes(Role.WRITE):
        return
    if system != "ghost" or not signature:
        raise MissingKeyError("This needs a write key. Send it as  Authorization: Bearer KEY")
    if not pushing.secret:
        raise MissingKeyError("Signed requests are accepted when FEHREST_HOOK_SECRET is set on the server")
    if not is_signed(pushing.secret, signature, body):
        raise InvalidKeyError(
            "The signature is wrong or too old; FEHREST_HOOK_SECRET must be the webhook's secret"
        )


def _one(pushing: Pushing, change: Incoming) -> Response:
    published = pushing.publish([change])
    outcome = published.outcomes[0]
    if outcome.result in (Result.CONFLICT, Result.INVALID, Result.NOT_FOUND):
        return _refused(outcome)
    indexed = pushing.is_indexed(published.revision)
    content = _json(outcome) | {"indexed": indexed}
    response = json_response(content, STATUS.get(outcome.result, 200) if indexed else 202)
    if not indexed:
        response.headers["Location"] = f"{request.script_root}/api/v1/pushes/{published.revision}"
    elif outcome.result is Result.CREATED:
        response.headers["Location"] = f"{request.script_root}/api/v1/articles/{quote(outcome.id, safe='')}"
    return uncached(response)


def _many(pushing: Pushing, values: list[object]) -> Response:
    """Each value with its result, in order. A bad one does not affect the others."""
    _conflict(), _wait()  # also checked if no value can be stored
    read = [_read(value) for value in values]
    changes = [one for one in read if isinstance(one, Incoming)]
    published = pushing.publish(changes) if changes else None
    stored = iter(published.outcomes if published else ())
    outcomes = [next(stored) if isinstance(one, Incoming) else one for one in read]
    indexed = published is None or pushing.is_indexed(published.revision)
    results = [
        _result(number, one, outcome)
        for number, (one, outcome) in enumerate(zip(read, outcomes, strict=True))
    ]
    failed = sum(STATUS.get(one.result, 200) >= 400 for one in outcomes)
    content = {"results": results, "failed": failed, "indexed": indexed}
    response = json_response(content, 200 if indexed else 202)
    if published and not indexed:
        response.headers["Location"] = f"{request.script_root}/api/v1/pushes/{published.revision}"
    return uncached(response)


def _read(value: object) -> Incoming | Outcome:
    try:
        if isinstance(value, InvalidRecordError | BadRequestError):
            raise value
        record = check_record(value)
        id_ = check_id(record.pop("id", None))
        return Incoming(id_, None if record.pop("deleted", False) else record, site=record.get("site", ""))
    except BadRequestError as error:
        return Outcome(Result.INVALID, message=error.message)


def _result(number: int, sent: Incoming | Outcome, outcome: Outcome) -> Json:
    own = {"sent": sent.id} if isinstance(sent, Incoming) else {}
    return {"number": number, **own, "status": STATUS.get(outcome.result, 200), **_json(outcome)}


def _json(outcome: Outcome) -> Json:
    message = _message(outcome)
    return {
        "result": outcome.result.value,
        **({"id": outcome.id} if outcome.id else {}),
        **({"message": message} if message else {}),
        **({"pending": outcome.pending} if outcome.pending else {}),
    }


def _message(outcome: Outcome) -> str:
    if outcome.result is Result.CONFLICT:
        return f"It was not stored over the article {outcome.id!r}: {outcome.message}. {_IDEMPOTENT_WAY}"
    return outcome.message


def _refused(outcome: Outcome) -> Response:
    status, code = STATUS[outcome.result], outcome.result.value
    code = {Result.INVALID: "invalid-record"}.get(outcome.result, code)
    view = ErrorView(status, code, _message(outcome), outcome.id if outcome.pending else "", outcome.pending)
    return uncached(json_response(error_json(view), status))


def _once(pushing: Pushing, body: bytes, answer: Callable[[], Response]) -> Response:
    """The answer, or for a repeated Idempotency-Key the one that was sent before."""
    token, key = request.headers.get("Idempotency-Key", ""), current_key()
    if not token:
        return answer()
    if not (token.isprintable() and len(token) <= MAX_KEY):
        raise BadRequestError(f"'Idempotency-Key' must have 1 to {MAX_KEY} printable characters")
    client = key.id if key else ""
    whole = f"{request.method} {request.full_path}\n".encode() + body
    if known := pushing.replays.find(client, token, whole):
        response = Response(known.body, known.status, mimetype="application/json")
        response.headers["Idempotency-Replayed"] = "true"
        return uncached(response)
    response = answer()
    if response.status_code < 500:
        pushing.replays.keep(client, token, whole, Answer(response.status_code, response.get_data()))
    return response


def _conflict() -> Conflict:
    text = request.args.get("conflict", Conflict.REFUSE.value)
    try:
        return Conflict(text)
    except ValueError:
        raise BadRequestError(f"'conflict' must be one of: {', '.join(Conflict)}") from None


def _wait() -> float:
    text = request.args.get("wait", "")
    if not text:
        return WAIT
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= MAX_WAIT:
        raise BadRequestError(f"'wait' must be a number of seconds from 0 to {MAX_WAIT:g}")
    return seconds
