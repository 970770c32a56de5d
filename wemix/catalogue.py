"""The Italian words, made ready for Django from the file that people edit: a fresh machine has no gettext."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


def compile_what_changed():
    for words in LOCALE.rglob("*.po"):
        ready = words.with_suffix(".mo")
        if not ready.exists() or ready.stat().st_mtime <= words.stat().st_mtime:
            aside = ready.with_name(f"{os.getpid()}.mo")  # renamed when whole: a server may be reading
            with words.open("rb") as written, aside.open("wb") as out:
                write_mo(out, read_po(written))
            aside.rename(ready)


if __name__ == "__main__":
    compile_what_changed()
