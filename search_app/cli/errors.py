"""Errors that several commands share."""

from analyzers import FehrestError


class AddressError(FehrestError):
    """An address to listen on is not available."""

    code = "address"
