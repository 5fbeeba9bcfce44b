"""The program beside the printer: it prints each slip once, waits for a printer or a site that is away, and goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from juzhan.cli import main, slip_printing
from juzhan.cli.slip_printers import Printer
from juzhan.cli.slip_printing import Printing
from juzhan.cli.slip_site import SiteAway
from tests.printing.paper import NetworkPrinter, font, slip
from tests.setup.programs import until

COMMAND = import_module("juzhan.cli.print_slips")
"""The module; its name in the package is that of the command."""


class Numbers:
    """A site that gives these slips, each once."""

    def __init__(self, *numbers: str) -> None:
        self.left = list(numbers)
        self.given: list[str] = []
        self.is_away = False

    def waiting(self) -> int:
        """How many slips wait."""
        if self.is_away:
            raise SiteAway("no route")
        return len(self.left)

    def next(self) -> dict[str, Any] | None:
        """The next one."""
        if not self.left:
            return None
        self.given.append(self.left.pop(0))
        return slip(self.given[-1], f"https://shequ.example.cn/ticket/{self.given[-1]}")

    def wait(self) -> bool:
        """Nothing wakes it here; it asks again soon."""
        return False

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slip_printing, "RETRY", 0.05)


Begin = Callable[[Numbers, str], Printing]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Start the program in a thread; it is asked to stop at the end."""
    begun: list[tuple[Printing, threading.Thread]] = []

    def start(site: Numbers, address: str) -> Printing:
        printing = Printing(site, Printer(address), font())  # type: ignore[arg-type]
        thread = threading.Thread(target=printing.run)
        thread.start()
        begun.append((printing, thread))
        return printing

    yield start
    for printing, thread in begun:
        printing.asked.set()
        thread.join()


def test_each_slip_is_printed_once_and_in_order(begin: Begin) -> None:
    printer, site = NetworkPrinter(), Numbers("A001", "A002", "B001")
    begin(site, printer.address)
    until(lambda: len(printer.rolls) == 3)
    for roll, number in zip(printer.rolls, ("A001", "A002", "B001"), strict=True):
        assert roll.shows_code(f"https://shequ.example.cn/ticket/{number}")
        assert roll.cuts == 1
    site.left.append("A003")
    until(lambda: len(printer.rolls) == 4)
    printer.switch_off()


def test_a_printer_that_is_away_is_told_once_takes_no_slip_and_is_waited_for(
    begin: Begin, capsys: pytest.CaptureFixture[str]
) -> None:
    printer, site = NetworkPrinter(), Numbers("A001")
    printer.switch_off()
    begin(site, printer.address)
    said = ""
    while "打印机连不上" not in said:
        said += capsys.readouterr().err
    assert site.given == [], "no slip is taken while nothing can be printed"
    back = NetworkPrinter(printer.port)
    until(lambda: len(back.rolls) == 1)
    until(lambda: site.given == ["A001"])
    while "打印机好了" not in said:
        said += capsys.readouterr().err
    assert said.count("打印机连不上") == 1
    back.switch_off()


def test_a_slip_that_the_printer_lost_half_way_is_printed_again_before_any_other(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer, site, failures = NetworkPrinter(), Numbers("A001", "A002"), iter([True])
    whole = slip_printing.draw

    def draw_or_fail(*given: Any) -> Any:
        if next(failures, False):
            raise BrokenPipeError("paper")
        return whole(*given)

    monkeypatch.setattr(slip_printing, "draw", draw_or_fail)
    begin(site, printer.address)
    until(lambda: len(printer.rolls) == 2)
    assert [roll.shows_code("https://shequ.example.cn/ticket/A001") for roll in printer.rolls] == [True, False]
    assert site.given == ["A001", "A002"]
    printer.switch_off()


def test_a_site_that_is_away_is_told_once_and_tried_again(begin: Begin, capsys: pytest.CaptureFixture[str]) -> None:
    printer, site = NetworkPrinter(), Numbers("A001")
    site.is_away = True
    begin(site, printer.address)
    said = ""
    while "网站连不上（no route）" not in said:
        said += capsys.readouterr().err
    site.is_away = False
    until(lambda: len(printer.rolls) == 1)
    while "网站好了" not in said:
        said += capsys.readouterr().err
    printer.switch_off()


def called(*words: str) -> tuple[int, str]:
    """Exit code and what was said."""
    run = CliRunner().invoke(main, ["print-slips", *words])
    return run.exit_code, run.output


@pytest.fixture
def token(tmp_path: Path) -> str:
    """A file with a token."""
    (tmp_path / "token").write_text("a-token\n")
    return str(tmp_path / "token")


def test_without_the_extra_it_says_in_both_languages_what_to_install(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setattr(COMMAND, "find_spec", lambda name: None)
    words = ("510107001006", "--printer", "tcp://192.0.2.7", "--token-file", token)
    for language, part in (("zh", "没有安装"), ("en", "is not installed")):
        code, said = called(*words, "--lang", language)
        assert (code, part in said, "make setup-escpos" in said) == (2, True, True)


def test_a_wrong_address_and_a_missing_font_are_told(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    code, said = called("510107001006", "--printer", "lp0", "--token-file", token, "--lang", "en")
    assert (code, "is no printer's address" in said) == (2, True)
    monkeypatch.setattr(COMMAND, "chinese_font", lambda: None)
    code, said = called("510107001006", "--printer", "tcp://192.0.2.7", "--token-file", token, "--lang", "en")
    assert (code, "No Chinese font" in said) == (2, True)
    code, said = called("510107001006", "--printer", "tcp://a", "--token-file", token, "--font", token, "--lang", "en")
    assert (code, "cannot be read" in said) == (2, True)
