"""From the touch at the kiosk to the paper: the real server, the real program, and a printer in the network."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tests.printing.paper import NetworkPrinter, font
from tests.setup.crowds import rows
from tests.setup.halls import PROXIES, Clerk, set_up
from tests.setup.programs import COMMUNITY, JUZHAN, Served, juzhan, serving, settings, until

pytestmark = pytest.mark.slow
KIOSK = f"/hall/{COMMUNITY}/kiosk/take"


def touch(kiosk: Clerk) -> str:
    """Somebody takes a number of queue A at the kiosk; gives its code."""
    assert kiosk.read(f"{KIOSK}?group=A") == 200
    assert kiosk.send(KIOSK, submission=str(uuid4()), group="A", who="self") == 302
    return kiosk.sent_to.rsplit("/", 1)[-1]


@contextmanager
def printing(served: Served, printer: NetworkPrinter, token: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the program beside the printer."""
    chosen = font()
    command = [*JUZHAN, "print-slips", COMMUNITY, "--printer", printer.address, "--site", served.url]
    command += ["--token-file", str(token), "--font", chosen.path]
    process = subprocess.Popen(
        command, env=settings(served.var), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_number_of_the_kiosk_comes_out_of_the_printer_once_whatever_is_killed(installed: Path) -> None:
    set_up(installed)
    token, printer = installed / "token", NetworkPrinter()
    made = juzhan("person", "token", "clerk.one", "--label", "printer", env=settings(installed))
    token.write_text(re.findall(r"^\S+$", made.stdout, re.M)[-1])
    with serving(installed, **PROXIES) as served:
        kiosk = Clerk(served, "nobody")
        with printing(served, printer, token) as program:
            codes = [touch(kiosk)]
            until(lambda: len(printer.rolls) == 1)
            program.kill()
        codes.append(touch(kiosk))
        with printing(served, printer, token) as program:
            until(lambda: len(printer.rolls) == 2)
            served.kill()
            with serving(installed, port=served.port, **PROXIES) as kiosk.served:
                codes.append(touch(kiosk))
                until(lambda: len(printer.rolls) == 3)
                program.terminate()
                said, faults = program.communicate(timeout=60)
                assert program.returncode == 0
    for roll, code in zip(printer.rolls, codes, strict=True):
        assert roll.shows_code(f"{served.url}/ticket/{code}")
        assert roll.cuts == 1
    assert said.split("\n")[:-1] == ["A002 printed", "A003 printed"]
    assert [part in faults for part in ("Waiting to print", "The site is away", "The site is back")] == [True] * 3


def test_a_token_that_is_none_ends_the_program_with_the_reason(installed: Path) -> None:
    set_up(installed)
    (installed / "token").write_text("no-token")
    with serving(installed, **PROXIES) as served:
        with printing(served, NetworkPrinter(), installed / "token") as program:
            _, faults = program.communicate(timeout=60)
        assert rows(installed, "select count(*) from hall_slip") == [(0,)]
    assert program.returncode == 1
    assert "The site gives no slips: 401" in faults
