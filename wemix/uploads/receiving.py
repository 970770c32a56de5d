"""An uploaded file becomes a clean one, or a sentence."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wemix.uploads.kinds import ENDINGS, LIMIT, PDF

PATIENCE = 60  # seconds: a busy machine is no hostile file
WORDS = {
    "too_large": _("This file is larger than 20 MB: take a smaller one, or scan it less finely."),
    "empty": _("This file is empty."),
    "unknown": _("This is neither a PDF nor an image (JPEG, PNG, HEIC), whatever its name says."),
    "no_image": _("A photo is wanted here: take a JPEG, PNG or HEIC."),
    "archive": _("An archive is hidden in this file: only plain PDFs and images are taken."),
    "too_many_pixels": _("This image has too many pixels: take one of 50 million at most."),
    "broken": _("This file can't be opened: it is damaged, or was not sent whole."),
    "too_much": _("This file takes too much work to open: print it to a new PDF, or take a photo, and send that."),
    "encrypted": _("This PDF is locked with a password: print it to a new PDF, and send that."),
    "program": _("This PDF holds a program: print it to a new PDF, and send that."),
    "other_files": _("This PDF holds other files: print it to a new PDF, and send the others by themselves."),
}


@dataclass(frozen=True)
class Received:
    """A file as it is kept."""

    content: bytes
    content_type: str

    @property
    def is_image(self):
        return self.content_type != PDF

    @property
    def sha256(self):
        return hashlib.sha256(self.content).hexdigest()


def receive(content):
    """The clean file, or a ValidationError in a sentence."""
    if len(content) > LIMIT:
        raise refusal("too_large")
    if not content:
        raise refusal("empty")
    first, _newline, clean = _opened_apart(content).partition(b"\n")
    if first.decode() in ENDINGS:
        return Received(clean, first.decode())
    raise refusal(first.decode().removeprefix("refused "))


def refusal(code):
    return ValidationError(WORDS.get(code, WORDS["too_much"]), code=code)


def _opened_apart(content):
    """What the process says; one that ended without a word was stopped, by its limits or by the file."""
    command = [sys.executable, "-m", "wemix.uploads.opening"]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, cwd=settings.BASE_DIR, env={}, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return b"refused too_much"
    return done.stdout if done.returncode == 0 else b"refused too_much"
