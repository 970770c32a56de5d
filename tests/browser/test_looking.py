"""What a look at a page finds: its shortcuts must not lose what axe would have said."""

import pytest

from tests.browser.looking import wrong_with

PAGE = '<!doctype html><html lang="it"><title>Prova</title><style>{style}</style><main><h1>Prova</h1>{content}</main>'
NEXT_TO_EACH_OTHER = '<button class="one">Uno</button><button class="two">Due</button>'
LARGE = "button { position: absolute; top: 200px; width: 80px; height: 40px } .one { left: 100px }"
FAULTS = {  # what axe or we say of it: a page's style, and what is on it
    "color-contrast": ("p { color: #bbb }", "<p>Pallido</p>"),
    "px wide": ("p { width: 2000px }", "<p>Largo</p>"),
    "label": ("", '<input type="text" name="nome">'),
}
SMALL = "main > * { display: block; width: 12px; height: 12px; padding: 0; margin: 0; overflow: hidden }"
TARGETS = {
    "button": "<button>Uno</button>",
    "link": '<a href="/">Uno</a>',
    "box": '<input type="checkbox" aria-label="Uno">',
    "summary": "<details><summary>Uno</summary></details>",
    "text that acts": '<span role="button" tabindex="0">Uno</span>',
}


@pytest.fixture
def shown(page):
    def show(style, content):
        page.goto("about:blank")
        page.set_content(PAGE.format(style=style, content=content))
        return page

    return show


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_is_found_each_time(shown, said):
    for _ in range(2):
        found = wrong_with(shown(*FAULTS[said]))
        assert found and said in "".join(found)


@pytest.mark.parametrize("target", TARGETS)
def test_a_small_target_is_found(shown, target):
    assert "target-size" in "".join(wrong_with(shown(SMALL, TARGETS[target] * 3)))


def test_a_large_target_that_another_lies_over_is_looked_at(shown):
    found = wrong_with(shown(LARGE + " .two { left: 110px }", NEXT_TO_EACH_OTHER))
    assert "target-size" in "".join(found)


def test_a_page_without_fault_passes(shown):
    assert wrong_with(shown(LARGE + " .two { left: 200px }", NEXT_TO_EACH_OTHER)) == []


def test_a_text_that_turns_pale_where_others_passed_is_found(shown):
    assert wrong_with(shown("", "<p>Scuro</p>")) == []
    assert "color-contrast" in "".join(wrong_with(shown("", '<p style="opacity: .3">Scuro</p>')))
