"""What the staff do to a matter of the browser tests' site while a resident's browser waits.

``python -m tests.browser.office CODE ACT…`` runs in a process of its own, on the site's database, as a clerk of the
demonstration.
"""

from __future__ import annotations

import subprocess
import sys

from tests.browser.serving import Site, environment
from tests.environment import ROOT, VAR

PAPERS = "收入证明：近三个月的工资单，拍照就行", "户口簿首页和本人页"
CLERK = "demo-clerk"
MEMBER = "demo-committee"


def act(site: Site, code: str, *acts: str, who: str = CLERK) -> None:
    """Do these acts to the matter, one after the other."""
    command = [sys.executable, "-m", "tests.browser.office", who, code, *acts]
    subprocess.run(command, env=environment(site.database, VAR / "site"), cwd=ROOT, check=True)


def _main(who: str, code: str, *acts: str) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from juzhan.apps.accounts.models import Person
    from juzhan.apps.bodies.selectors import actor_of
    from juzhan.apps.matters import services
    from juzhan.apps.matters.models import Matter
    from juzhan.domain.matters import Outcome

    matter = Matter.objects.get(code=code)
    by = actor_of(Person.objects.get(username=who), timezone.localdate())
    known = {
        "ask": lambda: services.request_papers(matter, missing=PAPERS, by=by, at=timezone.now()),
        "accept": lambda: services.accept_matter(matter, by=by, at=timezone.now()),
        "note": lambda: services.note_progress(matter, note="已上门走访，情况属实。", by=by, at=timezone.now()),
        "grant": lambda: services.decide_matter(
            matter, outcome=Outcome.GRANTED, reason="符合条件，请持身份证到窗口领证。", by=by, at=timezone.now()
        ),
        "close": lambda: services.close_matter(matter, by=by, at=timezone.now()),
    }
    for name in acts:
        result = known[name]()
        assert isinstance(result, Matter), result


if __name__ == "__main__":
    _main(*sys.argv[1:])
