"""What a file may be, and how large. Known to the process that opens files too, so nothing of Django here."""

MEGABYTE = 1024 * 1024
LIMIT = 20 * MEGABYTE  # of one file, as it is sent
PIXELS = 50_000_000  # of an image before it is decoded: more than any telephone's
SIDE = 3600  # pixels that the longer side keeps: a sheet of A4 at 300 dots an inch

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}


class Refused(Exception):
    """Why a file is not taken, as a code (wemix/uploads/receiving.py has the sentences)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code
