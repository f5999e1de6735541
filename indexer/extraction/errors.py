"""The one error that extraction raises."""

from analyzers.errors import FehrestError


class ExtractionError(FehrestError):
    """A document that holds no article that can be read. The message names its origin and the mend."""

    status = 422
    code = "extraction-failed"

    def __init__(self, origin: str, problem: str, mend: str) -> None:
        super().__init__(f"{origin}: {problem}. {mend}")
        self.origin = origin
