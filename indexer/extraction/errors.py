"""The error that extraction raises."""

from analyzers.errors import FehrestError


class ExtractionError(FehrestError):
    """A document has no article that can be read. The message has its origin and how to fix it."""

    status = 422
    code = "extraction-failed"

    def __init__(self, origin: str, problem: str, mend: str) -> None:
        super().__init__(f"{origin}: {problem}. {mend}")
        self.origin = origin


class NoArticleError(ExtractionError):
    """A page was read and has no article. A ``hidden`` one has an article that readers may not see."""

    code = "no-article"

    def __init__(self, origin: str, problem: str, mend: str, *, hidden: bool = False) -> None:
        super().__init__(origin, problem, mend)
        self.hidden = hidden
