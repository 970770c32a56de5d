"""Drawings that stand for photos: each says on its face that it is invented."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from wemix.uploads.kinds import JPEG
from wemix.uploads.receiving import Received

PAPERS = ("#dfe8e0", "#e9e1d2", "#d9e3ea", "#ece0dc")


@cache
def drawn(title, stamp):
    sheet = Image.new("RGB", (1000, 640), PAPERS[len(title) % len(PAPERS)])
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((40, 40, 960, 600), outline="#2d5a4c", width=6)
    pen.text((90, 90), title, fill="#1d3b32", font=ImageFont.load_default(size=54))
    pen.text((90, 300), stamp, fill="#8a3b22", font=ImageFont.load_default(size=80))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=80)
    return Received(out.getvalue(), JPEG)


def photo_of(title):
    return drawn(title, "FOTO FINTA")
