"""The process that opens what somebody uploaded: `python -m wemix.uploads.opening`, file in, clean file out.

It knows no setting and no database, may write no file, and has little memory and time: what a hostile file breaks is
this process, and what it says then is that the file can't be opened. First line of its answer: a content type, or
"refused" and a code.
"""

import resource
import sys
import zipfile
from io import BytesIO

from wemix.uploads.kinds import MEGABYTE, Refused

MEMORY = 1024 * MEGABYTE
SECONDS = 20  # of the processor


def main():
    content = sys.stdin.buffer.read()
    _live_modestly()
    try:
        kind, clean = cleaned(content)
        answer = kind.encode() + b"\n" + clean
    except Refused as refusal:
        answer = f"refused {refusal.code}\n".encode()
    except MemoryError:
        answer = b"refused too_much\n"
    sys.stdout.buffer.write(answer)


def cleaned(content):
    """(content type, bytes), or Refused."""
    from wemix.uploads import papers  # each is slow to load, and only one is needed

    if _is_archive(content):
        raise Refused("archive")
    if content.startswith(papers.SIGN):
        return papers.put_together(content)
    from wemix.uploads import images

    return images.redrawn(content)


def _is_archive(content):
    """Also one that begins as something else: archives are read from their end."""
    try:
        return bool(zipfile.ZipFile(BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _live_modestly():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # others don't keep this one
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
