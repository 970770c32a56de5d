"""The City's bodies that refer to us: loaded after every migrate, never overwriting what people edited.

Names: domain study 1.3 and 1.5.
"""

from django.apps import apps

SENDING_BODIES = {
    "polo-nord-est": "Polo di Inclusione Sociale Nord-Est",
    "polo-nord-ovest": "Polo di Inclusione Sociale Nord-Ovest",
    "polo-sud-est": "Polo di Inclusione Sociale Sud-Est",
    "polo-sud-ovest": "Polo di Inclusione Sociale Sud-Ovest",
    "servizio-adulti": "Servizio Adulti in Difficoltà",
    "servizio-stranieri": "Servizio Stranieri",
    "sai-torino": "SAI Torino",
    "famiglie-minori": "Servizi sociali territoriali – famiglie e minori",
    "emergenza-abitativa": "Emergenza abitativa e Lo.C.A.Re.",
    "pronto-intervento": "Pronto Intervento Sociale",
}


def after_migrate(using, apps=apps, **kwargs):
    """Also after the flush of a test, which hands over no `apps`."""
    Organisation = apps.get_model("wemix", "Organisation")
    for code, name in SENDING_BODIES.items():
        Organisation.objects.using(using).get_or_create(code=code, defaults={"name": name, "kind": "sending"})
