"""The papers: in our own letters, tagged, and none refused for a name in another script."""

import io

import pytest
from pypdf import PdfReader

from wemix.pdf import pdf


def made(title):
    return PdfReader(io.BytesIO(pdf("paper.typ", {"title": title, "line": title, "language": "it", "sections": []})))


def letters_of(paper):
    """The names of the fonts that lie in the file, without the letters that each subset begins with."""
    fonts = [font.get_object() for page in paper.pages for font in page["/Resources"]["/Font"].values()]
    return {font["/BaseFont"].split("+")[-1] for font in fonts if "/DescendantFonts" in font}


@pytest.mark.parametrize("name", ["Città", "Київ", "Țară", "مرحبا"])
def test_letters_come_from_our_packages_and_not_from_the_machine(name):
    families = {letters.split("-")[0] for letters in letters_of(made(name))}
    assert families and families <= {"FiraSans", "IBMPlexSansArabic"}


@pytest.mark.parametrize("name", ["王小明", "ተስፋ", "বাংলা", "a\x07b"])
def test_a_name_in_a_script_that_we_have_no_letters_for_takes_no_paper_away(name):
    paper = made(f"Amina {name}")
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own boolean
    assert "Amina" in paper.pages[0].extract_text()
