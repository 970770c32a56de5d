"""PDF by typst, tagged for screen readers. What people wrote goes in as data, never into typst's source."""

import json

import typst
from django.conf import settings
from django.http import HttpResponse


def pdf(template, data):
    """The bytes of `templates/<template>` (a .typ file) filled with `data`, which it reads from sys.inputs."""
    source = settings.BASE_DIR / "templates" / template
    return typst.compile(str(source), sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, pdf_standards=["ua-1"])


def pdf_response(content, name):
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
