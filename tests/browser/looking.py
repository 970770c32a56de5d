"""A page looked at: axe at both widths, and nothing wider than the screen.

Contrast takes axe longer than everything else together, and is the same for texts of one look: it is asked for where
a text's look is new, and not where all have passed on a page before. The size of targets takes most of the rest: it
is asked for where a target is small or lies over another; elsewhere each is large enough by itself.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT as AXE
from axe_playwright_python.base import AxeResults

WIDTHS = (1280, 360)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "preload": False,  # else axe fetches stylesheets once more, by wrong addresses, and fills the console
}
LOOK = (Path(__file__).parent / "looking.js").read_text()
CLEAN = set()  # the looks of texts whose contrast axe has passed


def wrong_with(page):
    """What axe finds, and what is wider than the screen, in sentences."""
    before, found = page.viewport_size, []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{page.url} is {wide} px wide on a screen of {width}"] if wide > width else []
        answer = page.evaluate(LOOK, [RULES, list(CLEAN)])
        report = AxeResults(answer)
        found += [f"{page.url} at {width} px\n{report.generate_report()}"] if report.violations_count else []
        CLEAN.update(answer["clean"])
    page.set_viewport_size(before)
    return found
