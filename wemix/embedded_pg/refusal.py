from django.core.exceptions import ImproperlyConfigured


class CannotStart(ImproperlyConfigured):
    """The machine lacks something. The message is one sentence, and all that the person sees."""
