"""A PDF put together anew from its pages; refused where it is more than paper: programs, other files, a lock."""

from io import BytesIO

import pikepdf

from wemix.uploads.kinds import PDF, Refused

SIGN = b"%PDF-"
PROGRAMS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
}
OTHER_FILES = {"/GoToE", "/GoToR"}  # kinds of action
KEYS = {  # of any dictionary -> why it is refused
    "/JS": "program",
    "/JavaScript": "program",
    "/XFA": "program",
    "/RichMediaContent": "program",
    "/EF": "other_files",
    "/EmbeddedFiles": "other_files",
}


def put_together(content):
    """(content type, bytes). What follows the end of the file, or no page needs, stays behind."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            if not pdf.pages:
                raise Refused("broken")
            for thing in pdf.objects:
                _refuse_more_than_paper(thing)
            _forget_who_wrote_it(pdf)
            out = BytesIO()
            pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, deterministic_id=True)
    except pikepdf.PasswordError as locked:
        raise Refused("encrypted") from locked
    except (pikepdf.PdfError, ValueError, RuntimeError) as broken:
        raise Refused("broken") from broken
    return PDF, out.getvalue()


def _refuse_more_than_paper(thing):
    """`thing` and what stands in it directly; what it points at comes in its own turn."""
    left = [thing]
    while left:
        each = left.pop()
        if isinstance(each, pikepdf.Array):
            left += [part for part in each if not _has_own_turn(part)]
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            _refuse_by_its_words(each)
            left += [part for _key, part in each.items() if not _has_own_turn(part)]


def _has_own_turn(part):
    return not isinstance(part, pikepdf.Object) or part.is_indirect


def _refuse_by_its_words(words):
    for key in words.keys() & KEYS.keys():
        raise Refused(KEYS[key])
    action = words.get("/S")
    if isinstance(action, pikepdf.Name) and str(action) in PROGRAMS:
        raise Refused("program")
    if isinstance(action, pikepdf.Name) and str(action) in OTHER_FILES:
        raise Refused("other_files")


def _forget_who_wrote_it(pdf):
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
