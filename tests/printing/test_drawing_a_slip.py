"""A slip comes out of the printer as it was drawn: number, Chinese and English, a code that can be scanned."""

from __future__ import annotations

from pathlib import Path

import pytest

from juzhan.cli.slip_drawing import draw
from juzhan.cli.slip_printers import Printer, PrinterAddressInvalid, PrinterAway, check
from tests.printing.paper import Roll, font, slip

ADDRESS = str(slip()["address"])


def printed(folder: Path, dots: int = 576, words: str = "zh") -> Roll:
    """What a printer at this machine gets."""
    paper = folder / "lp0"
    with Printer(f"file:{paper}", dots).opened() as device:
        device.print(draw(slip(), font(), dots, words))
    return Roll(paper.read_bytes())


@pytest.mark.parametrize("words", ["zh", "en"])
@pytest.mark.parametrize("dots", [576, 384])
def test_the_code_on_the_paper_leads_to_the_number(words: str, dots: int, tmp_path: Path) -> None:
    roll = printed(tmp_path, dots, words)
    assert {len(row) for row in roll.rows} == {dots}
    assert roll.shows_code(ADDRESS)
    assert not roll.shows_code(ADDRESS[:-1] + "E")
    assert roll.cuts == 1


def test_the_library_says_nothing_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(tmp_path)
    assert capsys.readouterr().out == ""


def test_what_comes_out_is_what_was_drawn_dot_by_dot(tmp_path: Path) -> None:
    picture = draw(slip(), font())
    black = [[not picture.getpixel((x, y)) for x in range(picture.width)] for y in range(picture.height)]
    assert printed(tmp_path).rows == black


def test_no_line_is_cut_off_at_the_edge() -> None:
    for words in ("zh", "en"):
        picture = draw(slip(), font(), words=words)
        edges = [picture.getpixel((x, y)) for y in range(picture.height) for x in (0, picture.width - 1)]
        assert all(edges), "a letter stands on the edge"


def test_another_number_is_another_picture() -> None:
    assert draw(slip("A012"), font()).tobytes() != draw(slip("A013"), font()).tobytes()
    assert draw(slip(), font(), words="zh").tobytes() != draw(slip(), font(), words="en").tobytes()


@pytest.mark.parametrize(
    "address",
    ["", "192.0.2.7", "tcp://", "tcp://printer:0", "tcp://printer:99999", "http://192.0.2.7", "file:", "tcp://a/b"],
)
def test_an_address_that_is_none_is_told_with_how_to_write_it(address: str) -> None:
    with pytest.raises(PrinterAddressInvalid) as invalid:
        check(address)
    assert f"“{address}”" in invalid.value.text.zh
    assert "tcp://192.0.2.7:9100" in invalid.value.text.en


@pytest.mark.parametrize("address", ["tcp://192.0.2.7:9100", "tcp://printer.local", "file:/dev/usb/lp0"])
def test_addresses_of_printers(address: str) -> None:
    check(address)


def test_a_printer_that_is_not_there_is_away(tmp_path: Path) -> None:
    with pytest.raises(PrinterAway), Printer(f"file:{tmp_path}/nowhere/lp0").opened():
        pass
