"""A stored image made small, for a page that shows several, or for a paper."""

from io import BytesIO

from PIL import Image

THUMBNAIL = 320  # pixels of the longer side
ON_PAPER = 480
QUALITY = 65


def reduced(row, side):
    """JPEG bytes. Opened right here, as what is stored was drawn by ourselves."""
    with row.file.open("rb") as stored:
        image = Image.open(stored)
        image.draft("RGB", (side, side))
        image.thumbnail((side, side))
        out = BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
