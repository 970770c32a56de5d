"""Static files that Python wheels carry, found where pip put them: nothing of others' is committed, no CDN, no Node."""

from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

ASSETS = {  # our prefix -> the package, its folder, and the few files of it that our pages ask for
    "bootstrap-italia": (
        "bootstrap_italia_template",
        "static",
        [
            "css/bootstrap-italia.min.css*",  # with its map: the manifest follows the stylesheet's last line
            "svg/sprites.svg",
            "fonts/Titillium_Web/*-regular.woff2",
            "fonts/Titillium_Web/*-italic.woff2",
            "fonts/Titillium_Web/*-600.woff2",
            "fonts/Titillium_Web/*-700.woff2",
        ],
    ),
}


class WheelFinder(BaseFinder):
    def __init__(self, *args, **kwargs):
        self.storages = {prefix: _storage(prefix, *where[:2]) for prefix, where in ASSETS.items()}

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        prefix, _, rest = path.partition("/")
        found = prefix in ASSETS and _wanted(prefix, rest) and Path(self.storages[prefix].path(rest))
        if not (found and found.is_file()):
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns):
        for prefix, storage in self.storages.items():
            for path in get_files(storage, ignore_patterns):
                if _wanted(prefix, path):
                    yield path, storage


def _storage(prefix, package, folder):
    root = find_spec(package).submodule_search_locations[0]
    storage = FileSystemStorage(location=Path(root) / folder)
    storage.prefix = prefix  # collectstatic puts the files under it
    return storage


def _wanted(prefix, path):
    return any(fnmatch(path, pattern) for pattern in ASSETS[prefix][2])
