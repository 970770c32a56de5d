"""Where files are kept: a folder, or an S3-compatible store, as FILES_URL says. Each under a random key."""

import os
import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages


class Folder(FileSystemStorage):
    """A folder that only its owner may enter. A file is on the disk before its row is committed."""

    def __init__(self, location):
        super().__init__(location, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def _save(self, name, content):
        Path(self.location).mkdir(mode=0o700, parents=True, exist_ok=True)
        name = super()._save(name, content)
        for path in (self.path(name), os.path.dirname(self.path(name))):
            _to_disk(path)
        return name


def _to_disk(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store():
    return storages["uploads"]


def new_key(row=None, name=""):
    """Nothing of the file's own name, its kind or whose it is; in 256 folders, so that none is too full."""
    key = secrets.token_hex(16)
    return f"{key[:2]}/{key}"
