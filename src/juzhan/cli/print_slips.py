"""``juzhan print-slips``: runs beside a hall's ESC/POS printer and prints the slip of each number that its kiosks give out.

It needs neither Django nor the database: it asks the site with a token. See docs/adr/slips-as-pictures.md.
"""

from __future__ import annotations

import signal
from importlib.util import find_spec
from typing import IO

import click

from juzhan.cli.slip_drawing import Font, chinese_font
from juzhan.cli.slip_printers import Printer, PrinterAddressInvalid, check
from juzhan.cli.slip_printing import Printing
from juzhan.cli.slip_site import Site, SiteRefuses
from juzhan.cli.speaking import BROKEN, in_language, stop, tell
from juzhan.domain.shared import Text

NOT_INSTALLED = Text(
    "打印小票要用的部件没有安装。请在程序的文件夹里运行 make setup-escpos。",
    "What printing slips needs is not installed. Run make setup-escpos in the program's folder.",
)
NO_FONT = Text(
    "这台机器上没有找到中文字体。请安装一个（如 fonts-noto-cjk），或用 --font 指明字体文件。",
    "No Chinese font was found on this machine. Install one (such as fonts-noto-cjk), or name a file with --font.",
)
BAD_FONT = Text("读不了字体文件 {path}：{reason}", "The font {path} cannot be read: {reason}")
READY = Text("等着打印大厅 {place} 的小票：{printer}", "Waiting to print the slips of hall {place}: {printer}")
REFUSED = Text("网站不给小票：{reason}", "The site gives no slips: {reason}")


@click.command("print-slips")
@click.argument("place")
@click.option("--printer", "address", required=True, help="打印机 / tcp://192.0.2.7:9100, file:/dev/usb/lp0")
@click.option("--site", "site", default="http://localhost:8000", show_default=True, help="网站 / address of the site")
@click.option("--token-file", type=click.File(), required=True, help="存令牌的文件 / file with a token (person token)")
@click.option(
    "--words", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="小票文字 / of the slip"
)
@click.option(
    "--dots", type=click.IntRange(200, 2000), default=576, show_default=True, help="每行点数 / dots of a line"
)
@click.option("--font", type=click.Path(exists=True, dir_okay=False), help="中文字体文件 / file of a Chinese font")
@in_language
def print_slips(
    place: str, address: str, site: str, token_file: IO[str], words: str, dots: int, font: str | None
) -> None:
    """在小票打印机旁运行，打印自助机给出的号 / Print the slips of a hall's kiosks on an ESC/POS printer."""
    if find_spec("escpos") is None or find_spec("PIL") is None:
        stop(NOT_INSTALLED, BROKEN)
    try:
        check(address)
    except PrinterAddressInvalid as invalid:
        stop(invalid.text, BROKEN)
    printing = Printing(Site(site, place, token_file.read().strip()), Printer(address, dots), _font(font), words)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: printing.asked.set())
    tell(READY.format(place=place, printer=address))
    try:
        printing.run()
    except SiteRefuses as refused:
        stop(REFUSED.format(reason=str(refused)))


def _font(path: str | None) -> Font:
    found = Font(path) if path else chinese_font()
    if found is None:
        stop(NO_FONT, BROKEN)
    try:
        found.of(12)
    except OSError as error:
        stop(BAD_FONT.format(path=found.path, reason=str(error)), BROKEN)
    return found
