"""Files as people send them, and as nobody should: made here, small, of invented content."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

pillow_heif.register_heif_opener()


def image(kind="JPEG", size=(60, 40), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def told_by_a_telephone():
    """A photo that says which telephone took it and where, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Telefono Finto"
    exif[0x8825] = {1: "N", 2: (45.0, 4.0, 0.0)}
    return image(size=(60, 40), exif=exif, comment=b"via Finta 1")


def header_of_a_huge_image(side=60000):
    """A few bytes that would become 3.6 thousand million pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(999))) + chunk(b"IEND", b"")


def pdf(change=None, **more):
    """`change`: what is done to it before it is saved."""
    with pikepdf.new() as made:
        made.add_blank_page()
        if change:
            change(made)
        out = io.BytesIO()
        made.save(out, **more)
    return out.getvalue()


def exploding_pdf(gigabytes=3):
    """A small PDF, one object of which stands in a stream that inflates to gigabytes."""
    stream = inflating(b"4 0 null", gigabytes)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/More 4 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    out, rows = b"%PDF-1.5\n", [struct.pack(">BIH", 0, 0, 65535)]
    for number, part in zip([1, 2, 3, 5], parts, strict=True):
        rows.append(struct.pack(">BIH", 1, len(out), 0))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    rows.insert(4, struct.pack(">BIH", 2, 5, 0))  # object 4 is the first of the stream that is object 5
    rows.append(struct.pack(">BIH", 1, len(out), 0))
    table = b"".join(rows)
    head = b"6 0 obj<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>" % len(table)
    return out + head + b"stream\n%s\nendstream endobj\nstartxref\n%d\n%%%%EOF" % (table, len(out))


def inflating(head, gigabytes):
    """`head`, and so many gigabytes of blanks, deflated."""
    squeeze, megabyte = zlib.compressobj(9), b" " * 2**20
    first = squeeze.compress(head + megabyte) + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(megabyte) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return first + block * (1024 * gigabytes) + squeeze.flush()


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("zeros", bytes(1_000_000))
    return out.getvalue()


def named(name, content, content_type="application/octet-stream"):
    return SimpleUploadedFile(name, content, content_type)
