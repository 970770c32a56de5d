"""What may come in as a file, and what comes out of it."""

import io
import os
import stat

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import RequestFactory
from PIL import Image

from tests import uploads
from wemix.uploads import kinds, receiving
from wemix.uploads.fields import UploadField
from wemix.uploads.handlers import TooLarge, UpToTheLimit
from wemix.uploads.receiving import receive
from wemix.uploads.storage import Folder, new_key


def refused(content):
    with pytest.raises(ValidationError) as refusal:
        receive(content)
    return refusal.value.code, refusal.value.messages[0]


def shown(received):
    return Image.open(io.BytesIO(received.content))


# What is taken


@pytest.mark.parametrize(("kind", "becomes"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIF", "image/jpeg")])
def test_photos_of_every_telephone_are_taken(kind, becomes):
    received = receive(uploads.image(kind))
    assert received.content_type == becomes
    assert (shown(received).size, received.is_image) == ((60, 40), True)


def test_a_photo_forgets_where_it_was_taken_and_stands_upright():
    sent = uploads.told_by_a_telephone()
    assert b"Telefono Finto" in sent and b"via Finta" in sent
    received = receive(sent)
    assert shown(received).size == (40, 60)
    assert not shown(received).getexif()
    assert not [word for word in (b"Telefono", b"via Finta", b"Exif") if word in received.content]


def test_a_huge_photo_is_scaled_down():
    received = receive(uploads.image(size=(5000, 1000)))
    assert shown(received).size == (kinds.SIDE, kinds.SIDE // 5)


def test_what_is_transparent_stays_so_in_a_png_and_turns_white_in_a_jpeg():
    out = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(out, "PNG")
    assert shown(receive(out.getvalue())).mode == "RGBA"
    heic = io.BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(heic, "HEIF", quality=-1)
    assert min(shown(receive(heic.getvalue())).convert("L").get_flattened_data()) > 250


def test_a_pdf_is_put_together_anew():
    def sign(made):
        made.docinfo["/Author"] = "Autrice Finta"

    received = receive(uploads.pdf(sign))
    assert (received.content_type, received.is_image) == ("application/pdf", False)
    with pikepdf.open(io.BytesIO(received.content)) as made:
        assert len(made.pages) == 1
    assert b"Autrice" not in received.content


# What is not


def with_program(made):
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_command(made):
    made.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))]
    )


def with_file(made):
    made.attachments["virus.exe"] = b"MZ"


def locked(**passwords):
    return lambda: uploads.pdf(encryption=pikepdf.Encryption(**passwords))


REFUSED = {
    "nothing": (bytes, "empty"),
    "a script named .jpg": (lambda: b"#!/bin/sh\nrm -rf /", "unknown"),
    "a page of HTML": (lambda: b"<html><script>alert(1)</script>", "unknown"),
    "a drawing that holds a script": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "unknown"),
    "an animation": (lambda: uploads.image("GIF"), "unknown"),
    "an archive": (uploads.archive, "archive"),
    "an archive behind a photo": (lambda: uploads.image() + uploads.archive(), "archive"),
    "an archive behind a PDF": (lambda: uploads.pdf() + uploads.archive(), "archive"),
    "an image that explodes": (uploads.header_of_a_huge_image, "too_many_pixels"),
    "half a photo": (lambda: uploads.image(size=(2000, 2000))[:4000], "broken"),
    "the beginning of a PDF": (lambda: b"%PDF-1.7\nnothing", "broken"),
    "a PDF locked for readers": (locked(owner="a", user="b"), "encrypted"),
    "a PDF locked for writers": (locked(owner="a", user=""), "encrypted"),
    "a PDF with a program": (lambda: uploads.pdf(with_program), "program"),
    "a PDF that starts a program": (lambda: uploads.pdf(with_command), "program"),
    "a PDF with another file in it": (lambda: uploads.pdf(with_file), "other_files"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_is_refused_in_a_sentence(what):
    make, why = REFUSED[what]
    code, sentence = refused(make())
    assert code == why
    assert sentence[0].isupper() and sentence.endswith(".")


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"\nGIF89a" + bytes(50)])
@pytest.mark.parametrize("make", [uploads.image, uploads.pdf], ids=["photo", "pdf"])
def test_nothing_that_follows_a_file_survives(make, tail):
    assert tail.strip() not in receive(make() + tail).content


def test_a_pdf_that_explodes_has_no_room_to():
    """What does not fit into the memory of its process is left behind."""
    sent = uploads.exploding_pdf()
    assert len(sent) < 4 * kinds.MEGABYTE
    assert len(receive(sent).content) < 2000


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(receiving, "PATIENCE", 0.001)
    assert refused(uploads.pdf())[0] == "too_much"


def test_the_process_that_opens_files_knows_no_secret(monkeypatch):
    seen = {}
    monkeypatch.setattr(receiving.subprocess, "run", lambda *a, **k: seen.update(k) or Ended())
    refused(b"x")
    assert seen["env"] == {}


class Ended:
    returncode, stdout = -9, b""


# How it comes in


def post(size, piece=2**16):
    """A form with a file of this size, sent piece by piece, and what is typed after it."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../etc/passwd.jpg"\r\n\r\n'
    tail = b'\r\n--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nPermesso\r\n--x--\r\n'
    stream = Pieces(head, size, tail)
    return RequestFactory().post(
        "/",
        **{
            "wsgi.input": stream,
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": str(len(head) + size + len(tail)),
        },
    )


class Pieces(io.RawIOBase):
    """Nothing of it stands in memory or on a disk."""

    def __init__(self, head, size, tail):
        self.head, self.left, self.tail = head, size, tail

    def read(self, wanted=-1):
        if self.head:
            given, self.head = self.head[:wanted], self.head[wanted:]
        elif self.left:
            given = bytes(min(wanted, self.left))
            self.left -= len(given)
        else:
            given, self.tail = self.tail[:wanted], self.tail[wanted:]
        return given


def test_a_hundred_megabytes_are_let_go_and_what_was_typed_is_kept(monkeypatch):
    held = []
    keep = UpToTheLimit.receive_data_chunk
    monkeypatch.setattr(
        UpToTheLimit,
        "receive_data_chunk",
        lambda self, raw, start: (keep(self, raw, start), held.append(self.file.getbuffer().nbytes))[0],
    )
    request = post(100 * kinds.MEGABYTE)
    assert request.POST["title"] == "Permesso"
    sent = request.FILES["file"]
    assert isinstance(sent, TooLarge)
    assert max(held) <= kinds.LIMIT
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        UploadField().clean(sent)


def test_a_path_in_the_name_leads_nowhere():
    sent = post(10).FILES["file"]
    assert sent.name == "passwd.jpg"
    assert len(new_key(None, "../../etc/passwd")) == 35


def test_a_photo_is_wanted_where_a_photo_is():
    with pytest.raises(ValidationError, match="photo is wanted"):
        UploadField(photo=True).clean(uploads.named("foto.jpg", uploads.pdf()))
    assert UploadField(required=False).clean(None) is None


# Where it is kept


def test_a_folder_is_its_owners_alone(tmp_path):
    folder = Folder(tmp_path / "files")
    name = folder.save(new_key(), ContentFile(b"x"))
    kept = tmp_path / "files" / name
    assert kept.read_bytes() == b"x"
    modes = [stat.S_IMODE(os.stat(path).st_mode) for path in (kept, kept.parent, kept.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
