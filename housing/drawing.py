"""The drawing of the compound: any SVG file whose elements carry the codes of buildings. The file says the contract."""

from xml.etree import ElementTree

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

SPACE = "http://www.w3.org/2000/svg"
LEFT_OUT = {f"{{{SPACE}}}{name}" for name in ("script", "style", "foreignObject")}
ElementTree.register_namespace("", SPACE)


def drawing(occupancies):
    """The SVG with a link, a name and its numbers on each of these buildings; empty where there is no such file."""
    try:
        root = ElementTree.parse(settings.COMPOUND_DRAWING).getroot()
    except (OSError, ElementTree.ParseError):
        return ""
    by_code = {each.building.code: each for each in occupancies}
    _clean(root)
    for parent in list(root.iter()):
        for index, element in enumerate(parent):
            if code := element.get("data-building"):
                parent[index] = _house(element, by_code.get(code))
    root.attrib |= {"class": "compound-drawing", "role": "group", "aria-labelledby": "drawing"}
    return mark_safe(ElementTree.tostring(root, encoding="unicode"))  # noqa: S308  (cleaned above)


def _clean(root):
    """A drawing may not act, nor reach for anything outside itself."""
    for element in root.iter():
        for child in [child for child in element if child.tag in LEFT_OUT]:
            element.remove(child)
        for name, value in list(element.attrib.items()):
            is_reference = name.endswith("href") and not value.startswith("#")
            if is_reference or name == "style" or name.lower().startswith("on"):
                del element.attrib[name]


def _house(element, occupancy):
    if occupancy is None:
        for label in element.iterfind(".//*[@data-label]"):
            label.set("display", "none")
        return element
    building = occupancy.building
    said = {"name": str(building), "figures": occupancy.figures, "free": str(occupancy.free_homes)}
    for text in element.iterfind(".//*[@data-say]"):
        text.text = said.get(text.get("data-say"), "")
    for mark in element.iterfind(".//*[@data-free]"):
        mark.attrib |= {} if occupancy.free_homes else {"display": "none"}
    url = f"{reverse('housing:calendar')}?edificio={building.pk}"
    label = f"{building}: {occupancy.figures}, {occupancy.free_said}"
    link = ElementTree.Element(f"{{{SPACE}}}a", {"href": url, "class": "compound-house", "aria-label": label})
    link.append(element)
    return link
