"""A stored file on its way to a reader who may see it: nothing in it may act, and nobody keeps it."""

from django.http import FileResponse, HttpResponse

from wemix.uploads.kinds import JPEG
from wemix.uploads.reducing import THUMBNAIL, reduced

ALONE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


def send_file(row, name, *, inline=False):
    """`name`: without ending, of the file on the reader's disk: no person's name in it.

    Only images are shown inside the browser: its reader of PDFs does not run in a sandbox.
    """
    answer = FileResponse(
        row.file.open("rb"),
        as_attachment=not (inline and row.is_image),
        filename=f"{name}.{row.ending}",
        content_type=row.content_type,
    )
    return _kept_by_nobody(answer)


def send_small(row, name):
    """An image, small enough to stand on a page beside others."""
    content = reduced(row, THUMBNAIL)
    answer = HttpResponse(content, content_type=JPEG)
    answer["Content-Disposition"] = f'inline; filename="{name}.jpg"'
    return _kept_by_nobody(answer)


def _kept_by_nobody(answer):
    answer["Content-Security-Policy"] = ALONE
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    return answer
