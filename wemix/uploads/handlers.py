"""How a file comes in: into memory, up to the limit, and not a byte further."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from wemix.uploads.kinds import LIMIT

OF_A_REQUEST = 4 * LIMIT  # all its files together


class TooLarge(InMemoryUploadedFile):
    """A file of which only the size is known; what else was typed came through."""


class UpToTheLimit(FileUploadHandler):
    """What is too large runs through and is let go, so that the form can say so beside the field.

    Nothing is written to a temporary file, which a process that is killed would leave behind.
    """

    received = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file, self.size = BytesIO(), 0

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        self.received += len(raw_data)
        if self.is_too_large:
            self.file = BytesIO()
        else:
            self.file.write(raw_data)

    @property
    def is_too_large(self):
        return self.size > LIMIT or self.received > OF_A_REQUEST

    def file_complete(self, file_size):
        self.file.seek(0)
        kind = TooLarge if self.is_too_large else InMemoryUploadedFile
        return kind(self.file, self.field_name, self.file_name, self.content_type, self.size, self.charset)
