"""What every page's frame needs to know."""


def site(request):
    return {"person": getattr(request, "user", None)}
