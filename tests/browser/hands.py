"""What a person does by hand on every page."""


def send(page):
    """The page's form, by its button. Its last words are saved as a draft first: it goes a moment after the click."""
    with page.expect_navigation():
        page.locator("main form.page-form .form-actions :is(.btn-primary, .btn-danger)").first.click()
