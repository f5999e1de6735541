"""Which lead images pages show: those on hosts that a setting names, so the content policy stays strict."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from engines.port.model import Image
from search_app.presenters import safe_url
from search_app.settings import Settings

_USUAL = (3, 2)
"""Width and height in proportion, for an image of unknown size. The stylesheet crops it."""


@dataclass(frozen=True, slots=True)
class ImageView:
    """A lead image. ``alt`` is "" if the article says nothing about it; the size reserves its place."""

    url: str
    alt: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ImageHosts:
    """The hosts whose images pages show. A name that begins with a dot includes its subdomains."""

    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> "ImageHosts":
        """Those of the settings; none if images are switched off."""
        return cls(settings.allowed_image_hosts if settings.images == "on" else ())

    def view(self, image: Image | None) -> ImageView | None:
        """An image as pages show it; None for one on another host."""
        if image is None or not safe_url(image.url) or not self._allows(image.url):
            return None
        known = image.width and image.height
        width, height = (image.width, image.height) if known else _USUAL
        return ImageView(image.url, image.alt, image.caption, width or 0, height or 0)

    def policy(self) -> str:
        """The sources for ``img-src`` of a content policy, each after a space."""
        named = (f" *{name} {name[1:]}" if name.startswith(".") else f" {name}" for name in self.names)
        return "".join(named)

    def _allows(self, url: str) -> bool:
        host = (urlsplit(url).hostname or "").lower()
        return any(
            host == name or (name.startswith(".") and (host.endswith(name) or host == name[1:]))
            for name in self.names
        )


NO_IMAGES = ImageHosts()
"""Pages without images."""
