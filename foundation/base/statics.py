"""Static files with their hash in their address, which is looked up once for each."""

from functools import cached_property

from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """A page names seventeen files. What their addresses are does not change while we run."""

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file."""
        address = self._known.get(name)
        if address is None:
            address = self._known[name] = super().url(name, force)
        return address


def address(name: str) -> str:
    """The address of a static file. Django's own function looks through all apps each time, whether
    somebody serves such files."""
    return staticfiles_storage.url(name)
