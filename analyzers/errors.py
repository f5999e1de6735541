"""The one base class of every error that Fehrest raises on purpose."""


class FehrestError(Exception):
    """An error that a person can mend.

    ``status`` is the HTTP status that a service answers with, ``code`` a short name for programs,
    and the message says what went wrong and how to mend it.
    """

    status = 500
    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnknownLanguageError(FehrestError):
    """A language code that no analyzer is registered for."""

    status = 400
    code = "unknown-language"
