"""What every row with a file has. How it is used: wemix/uploads/__init__.py."""

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from wemix.models.somebody import somebody
from wemix.uploads.kinds import ENDINGS, JPEG, PDF, PNG
from wemix.uploads.storage import new_key, store


class StoredFile(models.Model):
    class ContentType(models.TextChoices):
        PDF = PDF, "PDF"
        JPEG = JPEG, "JPEG"
        PNG = PNG, "PNG"

    file = models.FileField(  # unique: whoever deletes a row deletes its file
        _("file"), storage=store, upload_to=new_key, max_length=40, unique=True, editable=False
    )
    content_type = models.CharField(_("kind of file"), max_length=20, choices=ContentType, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by = somebody(verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        abstract = True

    def take(self, received, *, by):
        """The clean file of an UploadField; it is written when the row is saved, just before it."""
        self.file = ContentFile(received.content, name="file")
        self.content_type, self.size, self.sha256 = received.content_type, len(received.content), received.sha256
        self.uploaded_by = by

    @property
    def is_image(self):
        return self.content_type != PDF

    @property
    def ending(self):
        return ENDINGS[self.content_type]


def kinds_of_files():
    """Every model that has files."""
    return [model for model in apps.get_models() if issubclass(model, StoredFile)]


def delete_files_with_rows():
    for model in kinds_of_files():
        post_delete.connect(_delete_after_commit, sender=model)


def _delete_after_commit(sender, instance, **kwargs):
    name = instance.file.name
    transaction.on_commit(lambda: store().delete(name))
