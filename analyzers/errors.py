"""The base class of all errors that Fehrest raises on purpose."""


class FehrestError(Exception):
    """An error that a person can fix.

    ``status`` is the HTTP status of the response, ``code`` a short name for programs. The message says what
    went wrong and how to fix it.
    """

    status = 500
    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnknownLanguageError(FehrestError):
    """No analyzer is registered for a language code."""

    status = 400
    code = "unknown-language"
