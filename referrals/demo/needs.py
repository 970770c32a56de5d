"""What the home must have, as the household answered; much is not known yet, and some prefer not to say."""

from copy import deepcopy

ASKED_OF_ALL = {  # kind: the answers drawn from
    "STEP_FREE": ["NO"] * 12 + ["YES", "YES", "UNKNOWN", "UNKNOWN"],
    "GROUND_FLOOR": ["NO"] * 5 + ["YES", "YES", "UNKNOWN"],
    "QUIET": ["NO"] * 5 + ["YES", "YES", "UNKNOWN"],
    "SMOKES": ["NO"] * 6 + ["YES", "YES", "REFUSED"],
    "PETS": ["NO"] * 10 + ["YES", "UNKNOWN"],
}
ASKED_OF_WHO_SHARES = {
    "NIGHT_WORK": ["NO"] * 8 + ["YES", "UNKNOWN"],
    "WITH_CHILD": ["YES"] * 5 + ["NO", "UNKNOWN"],
    "WITH_SMOKE": ["YES"] * 5 + ["NO", "NO", "UNKNOWN"],
    "WITH_PETS": ["YES"] * 6 + ["NO", "UNKNOWN"],
}
NOTES = {
    "STEP_FREE": "Fatica a salire le scale",
    "PETS": "Un gatto",
    "QUIET": "Si sveglia per ogni rumore",
    "NIGHT_WORK": "Turni in ospedale",
}


def draw(dice, plan, fixed):
    """kind -> answer. Those in the line for some time have answered nearly everything."""
    if "needs" in fixed and not fixed["needs"]:
        return {}
    share_of_silence = 0.3 if plan.state in ("draft", "submitted", "in_review", "asked") else 0.06
    drawn = {kind: dice.choice(answers) for kind, answers in ASKED_OF_ALL.items()}
    drawn |= _sharing(dice, plan, fixed.get("share"))
    if drawn.get("SHARED") == "YES":
        aside = deepcopy(dice)  # the other draws stay as they were
        drawn |= {kind: aside.choice(answers) for kind, answers in ASKED_OF_WHO_SHARES.items()}
    kept = {kind: answer for kind, answer in drawn.items() if dice.random() > share_of_silence}
    return kept | (_shares(fixed["share"]) if "share" in fixed else {}) | fixed.get("needs", {})


def _sharing(dice, plan, share):
    """Families want a door of their own; who is alone often does with a room."""
    if plan.size > 1:
        answer = dice.choices(["NO", "YES", "UNKNOWN"], [8, 1, 1])[0]
        return {"SHARED": answer} | ({"MIXED": "YES"} if answer == "YES" else {})
    return _shares({"F": "women", "M": "men"}[plan.head.sex], mixed=dice.random() < 0.5)


def _shares(residents, mixed=False):
    own, other = ("WITH_WOMEN", "WITH_MEN") if residents == "women" else ("WITH_MEN", "WITH_WOMEN")
    return {"SHARED": "YES", own: "YES", other: "NO", "MIXED": "YES" if mixed else "NO"}
