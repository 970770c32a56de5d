"""What the machine says, read strictly: a setting that is missing or malformed is one sentence, not a traceback."""

from contextlib import contextmanager
from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
KEY_LENGTH = 50  # what Django's own deployment check asks for


class Environment(environ.Env):
    def get_value(self, var, *args, **kwargs):
        with in_one_sentence(var):
            return super().get_value(var, *args, **kwargs)

    @classmethod
    def parse_value(cls, value, cast):
        """django-environ takes every word that it does not know for false."""
        if cast is bool and value.lower() not in TRUE + FALSE:
            raise ValueError(value)
        return super().parse_value(value, cast)

    def database(self):
        """What DATABASE_URL says, if it is set; only PostgreSQL will do."""
        if not self.str("DATABASE_URL", default=""):
            return None
        with in_one_sentence("DATABASE_URL"):
            database = self.db("DATABASE_URL")
            if database["ENGINE"] != "django.db.backends.postgresql" or not database["NAME"]:
                raise ValueError
        return database

    def mail(self, folder):
        """To the server that EMAIL_URL names; until one is set, to a folder."""
        with in_one_sentence("EMAIL_URL"):
            mail = self.email_url("EMAIL_URL", default=f"filemail://{folder}")
        if path := mail["EMAIL_FILE_PATH"]:
            mail["EMAIL_FILE_PATH"] = f"/{path}"  # the library drops the slash
        return mail

    def files(self, folder):
        """Where uploads are kept, as Django's STORAGES says it: `folder`, another one, or a store that speaks S3."""
        with in_one_sentence("FILES_URL"):
            url = urlsplit(self.str("FILES_URL", default="") or folder.as_uri())
            store = s3_store(url) if url.scheme == "s3" else folder_store(url)
        if url.scheme == "s3" and not (find_spec("storages") and find_spec("boto3")):
            raise ImproperlyConfigured("FILES_URL names an S3 store: install what requirements-s3.txt pins.")
        return store

    def secret_key(self, debug):
        key = self.str("SECRET_KEY", default="only-for-this-machine" * 3 if debug else "")
        if len(key) < KEY_LENGTH:
            raise ImproperlyConfigured(f"SECRET_KEY must be set to {KEY_LENGTH} random characters or more.")
        return key


def folder_store(url):
    """file:///a/folder"""
    if url.scheme != "file" or url.netloc or not url.path.strip("/"):
        raise ValueError
    return {"BACKEND": "wemix.uploads.storage.Folder", "OPTIONS": {"location": unquote(url.path)}}


def s3_store(url):
    """s3://key:secret@host/bucket?region=…"""
    bucket, region = url.path.strip("/"), parse_qs(url.query).get("region", [None])[0]
    if not (url.username and url.password and url.hostname and bucket) or "/" in bucket:
        raise ValueError
    options = {
        "access_key": unquote(url.username),
        "secret_key": unquote(url.password),
        "endpoint_url": f"https://{url.hostname}" + (f":{url.port}" if url.port else ""),
        "bucket_name": bucket,
        "region_name": region,
        "default_acl": None,  # the bucket's own, which is nobody else's
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


@contextmanager
def in_one_sentence(var):
    try:
        yield
    except Exception as malformed:  # each type fails in its own way; the value itself may be a secret
        raise ImproperlyConfigured(
            f"{var} is missing or malformed: .env.example shows how it is written."
        ) from malformed
