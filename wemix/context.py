"""What every page's frame needs to know."""

from django.core.cache import caches
from django.utils.functional import SimpleLazyObject

from wemix import navigation, waiting
from wemix.models import Organisation

DEMO_HOST = "we-mix-demo"  # the code of the hosting body that the demo data make


def site(request):
    person = getattr(request, "user", None)
    return {
        "person": person,
        "navigation": SimpleLazyObject(lambda: navigation.links_for(person, request.path)),  # panels have no frame
        "is_demo": is_demo(),
        "waiting_key": waiting.key_of(person) if person and person.is_authenticated else "",
    }


def is_demo():
    """Whether invented people are loaded, so that every page can say so. Asked once a minute."""
    return caches["process"].get_or_set("is_demo", lambda: Organisation.objects.filter(code=DEMO_HOST).exists(), 60)
