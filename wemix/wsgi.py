"""What the web server runs."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

GIVE_UP = 4  # tells gunicorn that trying again is no use

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wemix.settings")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as refusal:
    print(f"We Mix cannot start: {refusal}", file=sys.stderr)
    sys.exit(GIVE_UP)
