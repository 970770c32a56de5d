"""`make bench`: how fast and how good, as ratios measured in one run: absolute times say more about the machine.

Each module named here is a subject; its `lines()` measures and answers lines of the table.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.bench import (  # noqa: E402 - they need Django's settings
    bed_nights,
    databases,
    pages,
    plan,
    plan_large,
    plan_quality,
    stays,
    writers,
)

SUBJECTS = (pages, plan, plan_large, plan_quality, stays, bed_nights, writers)


def main():
    over = False
    with databases.migrated():
        for subject in SUBJECTS:
            print(f"\n{subject.__doc__.splitlines()[0]}")
            for line in subject.lines():
                print(f"  {line}", flush=True)
                over = over or line.is_over
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
