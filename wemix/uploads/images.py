"""An image drawn anew: upright, no larger than it need be, and without anything that is not to be seen."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from wemix.uploads.kinds import JPEG, PIXELS, PNG, SIDE, Refused

FORMATS = ("JPEG", "PNG", "HEIF")
QUALITY = 88
TRANSPARENT = ("RGBA", "LA", "PA")

register_heif_opener(thumbnails=False)


def redrawn(content):
    """(content type, bytes). A photograph of a telephone (HEIC) becomes JPEG, which every browser shows."""
    image = _opened(content)
    is_png = image.format == "PNG"
    if image.width * image.height > PIXELS:
        raise Refused("too_many_pixels")
    try:
        image.draft("RGB", (SIDE, SIDE))  # a large JPEG is decoded small
        image.thumbnail((SIDE, SIDE))
        image = _plain(ImageOps.exif_transpose(image), keeps_transparency=is_png)
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise Refused("broken") from broken
    out = BytesIO()
    if is_png:
        image.save(out, "PNG")
        return PNG, out.getvalue()
    image.save(out, "JPEG", quality=QUALITY)
    return JPEG, out.getvalue()


def _opened(content):
    """Only the three formats are tried, each by the bytes that it begins with; nothing is decoded yet."""
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as other:
        raise Refused("unknown") from other
    except Image.DecompressionBombError as bomb:
        raise Refused("too_many_pixels") from bomb
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise Refused("broken") from broken


def _plain(image, *, keeps_transparency):
    """Its pixels alone, on a new sheet: comments, places, profiles and thumbnails stay behind with the old one."""
    transparent = image.mode in TRANSPARENT or "transparency" in image.info
    image = image.convert("RGBA" if transparent else "L" if image.mode in ("1", "L") else "RGB")
    if transparent and not keeps_transparency:
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    sheet = Image.new(image.mode, image.size)
    sheet.paste(image)
    return sheet
