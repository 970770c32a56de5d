"""Residence permits and identity documents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wemix.terms import Vocabulary


class PermitType(Vocabulary, name="permit_type", title=_("types of residence permit")):
    """Why a person may stay in Italy. Whether the paper is in hand is another question: PermitStatus."""

    ASYLUM_REQUEST = "ASYLUM_REQUEST", _("Asylum request")
    REFUGEE = "REFUGEE", _("Asylum (refugee status)")
    SUBSIDIARY = "SUBSIDIARY", _("Subsidiary protection")
    SPECIAL_PROTECTION = "SPECIAL_PROTECTION", _("Special protection")
    TEMPORARY_PROTECTION = "TEMPORARY_PROTECTION", _("Temporary protection (Ukraine)")
    HUMANITARIAN_OLD = "HUMANITARIAN_OLD", _("Humanitarian reasons (before 2018)")
    SC_SOCIAL_PROTECTION = "SC_SOCIAL_PROTECTION", _("Special cases – social protection (trafficking)")
    SC_DOMESTIC_VIOLENCE = "SC_DOMESTIC_VIOLENCE", _("Special cases – domestic violence")
    SC_LABOUR_EXPLOITATION = "SC_LABOUR_EXPLOITATION", _("Special cases – labour exploitation")
    SC_CIVIL_VALOUR = "SC_CIVIL_VALOUR", _("Acts of particular civil valour")
    CALAMITY = "CALAMITY", _("Calamity")
    MEDICAL_ART19 = "MEDICAL_ART19", _("Medical care (article 19)")
    MEDICAL_CARE = "MEDICAL_CARE", _("Medical care (article 36)")
    MINOR_ASSISTANCE = "MINOR_ASSISTANCE", _("Assistance to a minor")
    MINOR_AGE = "MINOR_AGE", _("Minor age")
    FOSTER_CARE = "FOSTER_CARE", _("Foster care")
    INTEGRATION_18 = "INTEGRATION_18", _("Integration of the minor, or care continued after 18")
    FAMILY = "FAMILY", _("Family reasons")
    EU_FAMILY_CARD = "EU_FAMILY_CARD", _("Residence card for a relative of an EU or Italian citizen")
    EU_LONG_TERM = "EU_LONG_TERM", _("EU long-term resident")
    EMPLOYEE = "EMPLOYEE", pgettext_lazy("permit", "Employment")
    SEASONAL = "SEASONAL", _("Seasonal work")
    SELF_EMPLOYED = "SELF_EMPLOYED", pgettext_lazy("permit", "Self-employment")
    BLUE_CARD = "BLUE_CARD", _("EU Blue Card")
    JOB_SEEKING = "JOB_SEEKING", _("Awaiting employment")
    POST_STUDY = "POST_STUDY", _("Job search or enterprise after study")
    STUDY = "STUDY", _("Study, traineeship or training")
    RESEARCH = "RESEARCH", _("Scientific research")
    RELIGIOUS = "RELIGIOUS", _("Religious reasons")
    ELECTIVE = "ELECTIVE", _("Elective residence")
    JUSTICE = "JUSTICE", _("Reasons of justice")
    STATELESS = "STATELESS", _("Stateless status")
    CITIZENSHIP_WAIT = "CITIZENSHIP_WAIT", _("Awaiting citizenship, or its recovery")
    OTHER = "OTHER", _("Other permit")
    NOT_REQUIRED = "NOT_REQUIRED", _("Not required (Italian or EU citizen)")
    NONE = "NONE", _("Without a title to stay")

    @property
    def mappings(self):
        return {} if self in WITHOUT_PERMIT else {"FAMI": FAMI_LINES.get(self, "Altro permesso")}


# What has no paper: no number, no expiry, no status to ask for.
WITHOUT_PERMIT = frozenset({PermitType.NOT_REQUIRED, PermitType.NONE})


# The lines of the FAMI sheet. Those that it has no line of their own for stand in «Altro permesso».
FAMI_LINES = {
    PermitType.ASYLUM_REQUEST: "Richiesta asilo",
    PermitType.REFUGEE: "Asilo",
    PermitType.SUBSIDIARY: "Protezione sussidiaria",
    PermitType.SPECIAL_PROTECTION: "Casi speciali / Altro permesso",
    PermitType.HUMANITARIAN_OLD: "Motivi umanitari",
    PermitType.SC_SOCIAL_PROTECTION: "Protezione sociale / Casi speciali",
    PermitType.SC_DOMESTIC_VIOLENCE: "Casi speciali",
    PermitType.SC_LABOUR_EXPLOITATION: "Casi speciali",
    PermitType.SC_CIVIL_VALOUR: "Casi speciali",
    PermitType.MINOR_ASSISTANCE: "Assistenza minore",
    PermitType.MINOR_AGE: "Minore età",
    PermitType.FOSTER_CARE: "Affidamento",
    PermitType.FAMILY: "Motivi familiari",
    PermitType.EU_LONG_TERM: "UE lungo periodo",
    PermitType.EMPLOYEE: "Lavoro subordinato",
    PermitType.SEASONAL: "Lavoro stagionale",
    PermitType.SELF_EMPLOYED: "Lavoro autonomo",
    PermitType.BLUE_CARD: "Carta Blu UE",
    PermitType.JOB_SEEKING: "Attesa occupazione",
    PermitType.STUDY: "Studio/tirocinio/formazione",
    PermitType.RESEARCH: "Ricerca scientifica",
    PermitType.RELIGIOUS: "Motivi religiosi",
    PermitType.ELECTIVE: "Residenza elettiva",
}


class PermitStatus(TextChoices):
    """In renewal, with the receipt in hand, is not expired."""

    VALID = "VALID", pgettext_lazy("permit", "Valid")
    FIRST_ISSUE_PENDING = "FIRST_ISSUE_PENDING", pgettext_lazy("permit", "First issue pending (receipt)")
    RENEWAL_PENDING = "RENEWAL_PENDING", pgettext_lazy("permit", "In renewal (receipt)")
    EXPIRED = "EXPIRED", pgettext_lazy("permit", "Expired")
    REFUSED_APPEAL = "REFUSED_APPEAL", pgettext_lazy("permit", "Refused, appeal pending")
    REVOKED = "REVOKED", pgettext_lazy("permit", "Revoked")
    UNKNOWN = "UNKNOWN", _("Not known")


# With these the person may lawfully be here, whatever the date on the last card says.
STATUSES_PENDING = frozenset(
    {PermitStatus.FIRST_ISSUE_PENDING, PermitStatus.RENEWAL_PENDING, PermitStatus.REFUSED_APPEAL}
)


class IdentityDocumentKind(Vocabulary, name="identity_document", title=_("identity documents")):
    CIE = "CIE", _("Electronic identity card")
    CI_PAPER = "CI_PAPER", _("Paper identity card")
    PASSPORT = "PASSPORT", _("Passport")
    TRAVEL_DOC_REFUGEE = "TRAVEL_DOC_REFUGEE", _("Travel document for refugees")
    TRAVEL_DOC_FOREIGNER = "TRAVEL_DOC_FOREIGNER", _("Travel document for foreigners")
    PERMIT_CARD = "PERMIT_CARD", _("Residence permit card")
    PERMIT_RECEIPT = "PERMIT_RECEIPT", _("Receipt of a permit asked for")
    ASYLUM_ATTESTATION = "ASYLUM_ATTESTATION", _("Attestation of the asylum request (C3)")
    CONSULAR_CERT = "CONSULAR_CERT", _("Consular certificate")
    BIRTH_CERT = "BIRTH_CERT", _("Birth certificate")
    NONE = "NONE", pgettext_lazy("identity document", "None")


class AttachmentKind(Vocabulary, name="attachment_kind", title=_("kinds of papers in the file")):
    """What the file of a household holds as files, by what it is asked for."""

    IDENTITY = "IDENTITY", _("Identity document")
    PERMIT = "PERMIT", _("Residence permit")
    TAX_CODE = "TAX_CODE", _("Codice fiscale or health card")
    FAMILY = "FAMILY", _("Civil status, family and residence")
    INCOME = "INCOME", _("Income and ISEE")
    WORK = "WORK", pgettext_lazy("papers", "Work")
    SCHOOL = "SCHOOL", pgettext_lazy("papers", "School and training")
    HEALTH = "HEALTH", _("Health and disability")
    HOME = "HOME", _("Home: lease, eviction, applications")
    COURT = "COURT", _("Courts and guardians")
    AGREEMENT = "AGREEMENT", _("Signed agreement")
    OTHER = "OTHER", pgettext_lazy("papers", "Other")
