"""The errors of engines. Exceptions of drivers never leave this package."""

from analyzers.errors import FehrestError


class EngineError(FehrestError):
    """The engine failed; the message has the cause."""

    status = 503
    code = "engine"


class EngineBusyError(EngineError):
    """Another process is writing to the index."""

    code = "engine-busy"


class EngineUnavailableError(EngineError):
    """The engine or part of its data cannot be reached. This may pass by itself."""

    code = "engine-unavailable"


class EngineAccessError(EngineError):
    """The engine denies access: a wrong password or a missing permission. A person must fix it."""

    code = "engine-access"


class EngineReadOnlyError(EngineError):
    """The index is read-only at the moment. It can be searched."""

    code = "engine-read-only"


class OutdatedIndexError(EngineError):
    """The index has another layout than this version reads. It must be rebuilt."""

    code = "outdated-index"


class UnknownEngineError(EngineError):
    """The setting names an engine that does not exist."""

    status = 400
    code = "unknown-engine"


class EngineSettingsError(EngineError):
    """A setting of the engine has an invalid value."""

    status = 500
    code = "settings"


class UnknownFieldError(FehrestError):
    """Documents have no facet, filter or field with this name."""

    status = 400
    code = "unknown-field"


class BadRequestError(FehrestError):
    """A request that cannot be answered as it is."""

    status = 400
    code = "bad-request"


class NoIndexError(EngineError):
    """There is no index yet."""

    code = "no-index"
