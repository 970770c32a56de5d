"""Countries and citizenships: ISO 3166 alpha-2 keys, the Z-codes of the codice fiscale, ISTAT's numbers.

Names come from pycountry, which carries them in Italian. Z-codes and ISTAT numbers are those of ANPR's table
of foreign states (Ministero dell'Interno, CC BY 4.0): they can't be worked out from a name.
"""

import gettext
from functools import cache

import pycountry
from django.db.models import TextChoices
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from beneficiaries.spelling import plain

# Citizenships that are no country's. ISO leaves XA–XZ to their users.
STATELESS = "XA"
BEING_DETERMINED = "XD"
NOT_ATTRIBUTABLE = "XN"
KOSOVO = "XK"

SPECIAL_ISTAT = {STATELESS: "999", BEING_DETERMINED: "997", NOT_ATTRIBUTABLE: "998"}

# iso2:Z-code:ISTAT
_ANPR = """
AD:Z101:202 AE:Z215:322 AF:Z200:301 AG:Z532:503 AL:Z100:201 AM:Z252:358 AO:Z302:402 AR:Z600:602 AT:Z102:203
AU:Z700:701 AZ:Z253:359 BA:Z153:252 BB:Z522:506 BD:Z249:305 BE:Z103:206 BF:Z354:409 BG:Z104:209 BH:Z204:304
BI:Z305:410 BJ:Z314:406 BN:Z207:309 BO:Z601:604 BR:Z602:605 BS:Z502:505 BT:Z205:306 BW:Z358:408 BY:Z139:256
BZ:Z512:507 CA:Z401:509 CD:Z312:463 CF:Z308:414 CG:Z311:418 CH:Z133:241 CI:Z313:404 CL:Z603:606 CM:Z306:411
CN:Z210:314 CO:Z604:608 CR:Z503:513 CU:Z504:514 CV:Z307:413 CY:Z211:315 CZ:Z156:257 DE:Z112:216 DJ:Z361:424
DK:Z107:212 DM:Z526:515 DO:Z505:516 DZ:Z301:401 EC:Z605:609 EE:Z144:247 EG:Z336:419 ER:Z368:466 ES:Z131:239
ET:Z315:420 FI:Z109:214 FJ:Z704:703 FM:Z735:713 FR:Z110:215 GA:Z316:421 GB:Z114:219 GD:Z524:519 GE:Z254:360
GH:Z318:423 GM:Z317:422 GN:Z319:425 GQ:Z321:427 GR:Z115:220 GT:Z509:523 GW:Z320:426 GY:Z606:612 HN:Z511:525
HR:Z149:250 HT:Z510:524 HU:Z134:244 ID:Z223:331 IE:Z116:221 IL:Z226:334 IN:Z222:330 IQ:Z225:333 IR:Z224:332
IS:Z117:223 JM:Z507:518 JO:Z220:327 JP:Z219:326 KE:Z322:428 KG:Z256:361 KH:Z208:310 KI:Z731:708 KM:Z310:417
KN:Z533:534 KP:Z214:319 KR:Z213:320 KW:Z227:335 KZ:Z255:356 LA:Z228:336 LB:Z229:337 LC:Z527:532 LI:Z119:225
LK:Z209:311 LR:Z325:430 LS:Z359:429 LT:Z146:249 LU:Z120:226 LV:Z145:248 LY:Z326:431 MA:Z330:436 MC:Z123:229
MD:Z140:254 ME:Z159:270 MG:Z327:432 MH:Z711:712 MK:Z148:253 ML:Z329:435 MM:Z206:307 MN:Z233:341 MR:Z331:437
MT:Z121:227 MU:Z332:438 MV:Z232:339 MW:Z328:434 MX:Z514:527 MY:Z247:340 MZ:Z333:440 NA:Z300:441 NE:Z334:442
NG:Z335:443 NI:Z515:529 NL:Z126:232 NO:Z125:231 NP:Z234:342 NR:Z713:715 NZ:Z719:719 OM:Z235:343 PA:Z516:530
PE:Z611:615 PG:Z730:721 PH:Z216:323 PK:Z236:344 PL:Z127:233 PS:Z161:324 PT:Z128:234 PW:Z734:720 PY:Z610:614
QA:Z237:345 RO:Z129:235 RS:Z158:271 RU:Z154:245 RW:Z338:446 SA:Z203:302 SB:Z724:725 SC:Z342:449 SD:Z348:455
SE:Z132:240 SG:Z248:346 SI:Z150:251 SK:Z155:255 SL:Z344:451 SM:Z130:236 SN:Z343:450 SO:Z345:453 SR:Z608:616
SS:Z907:467 ST:Z341:448 SV:Z506:517 SY:Z240:348 SZ:Z349:456 TD:Z309:415 TG:Z351:458 TH:Z241:349 TJ:Z257:362
TL:Z242:338 TM:Z258:364 TN:Z352:460 TO:Z728:730 TR:Z243:351 TT:Z612:617 TV:Z732:731 TW:Z217:363 TZ:Z357:457
UA:Z138:243 UG:Z353:461 US:Z404:536 UY:Z613:618 UZ:Z259:357 VA:Z106:246 VC:Z528:533 VE:Z614:619 VN:Z251:353
VU:Z733:732 WS:Z726:727 XK:Z160:272 YE:Z246:354 ZA:Z347:454 ZM:Z355:464 ZW:Z337:465
"""
ANPR_CODES = {iso2: (z_code, istat) for iso2, z_code, istat in (row.split(":") for row in _ANPR.split())}
COUNTRIES_BY_Z = {z_code: iso2 for iso2, (z_code, _istat) in ANPR_CODES.items()}

# Where pycountry's name is not the one people use, or there is none.
_OUR_NAMES = {
    STATELESS: _("Stateless"),
    BEING_DETERMINED: _("Citizenship being determined"),
    NOT_ATTRIBUTABLE: _("Citizenship not attributable"),
    KOSOVO: _("Kosovo"),
    "CD": _("Democratic Republic of the Congo"),
    "CG": _("Republic of the Congo"),
    "MD": _("Moldova"),
    "MM": _("Myanmar"),
    "MU": _("Mauritius"),
    "PS": _("Palestine"),
    "RU": _("Russia"),
    "SS": _("South Sudan"),
    "VA": _("Vatican City"),
}

EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE LT LU LV MT NL PL PT RO SE SI SK"
EEA = "CH IS LI NO"  # ANPR's group 4 counts Switzerland among the associated


class CitizenshipGroup(TextChoices):
    ITALIAN = "IT", pgettext_lazy("citizenship", "Italian")
    EU = "EU", _("EU citizen")
    EEA = "EEA", _("EEA and associated countries")
    NON_EU = "NON_EU", _("Non-EU citizen")
    UNKNOWN = "UNKNOWN", _("Citizenship not known")


def citizenship_group(code):
    """A stateless person has a non-EU person's duties and rights: permit, notice within 48 hours."""
    if not code or code in (BEING_DETERMINED, NOT_ATTRIBUTABLE):
        return CitizenshipGroup.UNKNOWN
    if code == "IT":
        return CitizenshipGroup.ITALIAN
    if code in EU.split():
        return CitizenshipGroup.EU
    return CitizenshipGroup.EEA if code in EEA.split() else CitizenshipGroup.NON_EU


def country_name(code, language=None):
    """The name in `language`, else in the reader's; the code itself when nobody knows it."""
    language = language or get_language() or "en"
    if code in _OUR_NAMES:
        with override(language):
            return str(_OUR_NAMES[code])
    country = pycountry.countries.get(alpha_2=code) if code else None
    if country is None:
        return code
    return _catalogue(language).gettext(getattr(country, "common_name", country.name))


@cache
def _catalogue(language):
    return gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)


def country_choices():
    """Where one can be born: the countries that have a Z-code, and Italy, by name."""
    return list(_by_name(get_language() or "en"))


def citizenship_choices():
    """The countries by name, then what is no country's."""
    return [*country_choices(), *((code, country_name(code)) for code in SPECIAL_ISTAT)]


@cache
def _by_name(language):
    named = ((code, country_name(code, language)) for code in ["IT", *ANPR_CODES])
    return sorted(named, key=lambda choice: plain(choice[1]))
