"""PDF by typst, tagged for screen readers. What people wrote goes in as data, never into typst's source."""

import json
from importlib.util import find_spec
from pathlib import Path

import typst
from django.conf import settings
from django.http import HttpResponse

LETTERS = ("fontpkg_fira_sans", "fontpkg_ibm_plex_sans_arabic")  # packages: the same letters on every machine
NO_LETTER = "could not be displayed with font"  # a script that neither has: Chinese, Amharic…


def pdf(template, data):
    """The bytes of `templates/<template>` (a .typ file) filled with `data`, which it reads from sys.inputs."""
    try:
        return _compiled(template, data, ["ua-1"])
    except typst.TypstError as refusal:
        if NO_LETTER not in str(refusal):
            raise
        return _compiled(template, data, [])  # with boxes, still tagged: somebody's name must not take the paper away


def _compiled(template, data, standards):
    return typst.compile(
        str(settings.BASE_DIR / "templates" / template),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=standards,
        font_paths=[str(Path(find_spec(package).origin).parent / "files") for package in LETTERS],
    )


def pdf_response(content, name):
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
