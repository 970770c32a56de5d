"""Who signs sees what is signed: signatures stand on a page with the last words before them."""

import io

import pytest
from pypdf import PdfReader

from wemix.pdf import pdf

FRAME = {"language": "it", "title": "Patto", "line": "Casa", "signatures_title": "Firme", "signatures": ["Anna", "Bea"]}
LENGTHS = range(24, 44)  # somewhere in between the paper grows beyond one page

POINT = {"title": "Uno", "kind": "Persone", "ends": "Deciso", "said": []}
MINUTES = {"facts": [], "note": [], "points_title": "Punti", "none": "Nulla", "left_title": "", "left": []}


def alone(name, data):
    pages = PdfReader(io.BytesIO(pdf(name, FRAME | data))).pages
    told = [page.extract_text() for page in pages]
    signed = next(text for text in told if "Firme" in text)
    return "ULTIMO" not in signed, len(pages)


def lines(count):
    return [*(f"Punto {number}" for number in range(count)), "ULTIMO"]


def paragraphs(count):
    return {"sections": [{"title": "Uno", "text": lines(count), "facts": []}]}


def facts(count):
    told = [[str(number), text] for number, text in enumerate(lines(count))]
    return {"sections": [{"title": "Uno", "text": ["Prima"], "facts": told}]}


def told(count):
    return MINUTES | {"points": [POINT | {"told": lines(count)}]}


def said(count):
    answers = [[str(number), [text]] for number, text in enumerate(lines(count))]
    return MINUTES | {"points": [POINT | {"told": [], "said": answers}]}


def left(count):
    return MINUTES | {"points": [], "left_title": "Restano", "left": lines(count)}


@pytest.mark.parametrize(
    ("template", "made"),
    [("paper.typ", paragraphs), ("paper.typ", facts), *(("minutes.typ", made) for made in (told, said, left))],
)
def test_no_length_of_a_paper_leaves_the_signatures_alone(template, made):
    found = [alone(template, made(count)) for count in LENGTHS]
    assert {pages for _alone, pages in found} == {1, 2}
    assert not any(is_alone for is_alone, _pages in found)
