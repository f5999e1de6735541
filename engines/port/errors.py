"""What can go wrong in this room. Drivers' own exceptions never leave it."""

from analyzers.errors import FehrestError


class EngineError(FehrestError):
    """The engine failed; the message names the cause."""

    status = 503
    code = "engine"


class EngineBusyError(EngineError):
    """Another process is writing to the index."""

    code = "engine-busy"


class EngineUnavailableError(EngineError):
    """The engine cannot be reached, or part of its data is away. It may be over in a minute."""

    code = "engine-unavailable"


class EngineAccessError(EngineError):
    """The engine refuses us: a wrong password, or a right that is missing. Somebody has to mend it."""

    code = "engine-access"


class EngineReadOnlyError(EngineError):
    """The index takes no writes at the moment; searches go on."""

    code = "engine-read-only"


class OutdatedIndexError(EngineError):
    """The index has another layout than this version reads; it must be rebuilt."""

    code = "outdated-index"


class UnknownEngineError(EngineError):
    """The setting names an engine that does not exist."""

    status = 400
    code = "unknown-engine"


class EngineSettingsError(EngineError):
    """A setting of the engine with a value that makes no sense."""

    status = 500
    code = "settings"


class UnknownFieldError(FehrestError):
    """A facet, filter or field name that documents do not have."""

    status = 400
    code = "unknown-field"


class BadRequestError(FehrestError):
    """A request that cannot be answered as it stands."""

    status = 400
    code = "bad-request"


class NoIndexError(EngineError):
    """There is no index yet."""

    code = "no-index"
