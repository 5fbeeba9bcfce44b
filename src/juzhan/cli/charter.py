"""``juzhan charter``: check, compare, draw and route, from the files alone: no database, no network."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import click

from juzhan.cli.days import on_day
from juzhan.cli.speaking import BROKEN, FOUND_FAULT, in_language, language, say, stop, tell
from juzhan.config.env import ROOT
from juzhan.domain import charter as charters
from juzhan.domain.shared import Refusal, Text
from juzhan.domain.shared.loading import BrokenFilesError

CHARTERS = ROOT / "charters"
LAW = ROOT / "rules" / "cn" / "charter_law.toml"
CATALOGUE = ROOT / "data" / "catalogue"

NO_CHARTER = Text(
    "没有“{name}”这个章程。现有：{known}；也可以写一个 .toml 文件的路径。",
    "There is no charter “{name}”. There are: {known}; the path of a .toml file will do too.",
)
NO_ITEM = Text(
    "没有编码为“{code}”的事项。相近的有：{near}",
    "No item has the code “{code}”. Near to it: {near}",
)
SOUND = Text("{title}：与 {day} 有效的法律没有不符之处。", "{title}: no departure from the law in force on {day}.")
DEPARTS = Text(
    "{title}：与 {day} 有效的法律有 {n} 处不符。", "{title}: departures from the law in force on {day}: {n}."
)
MEND = Text("改法：{mend}", "Mend: {mend}")
ITEM = Text("事项：{name}（{code}）", "Item: {name} ({code})")
OWNER = Text("归属：{owner}", "Owner: {owner}")
WHY = Text("理由：{reason}", "Because: {reason}")

on_that_day = on_day("看哪一天的法律 / the day whose law counts")


@click.group()
def charter() -> None:
    """章程：检查、比较、画图、问归属 / Check, compare, draw charters, ask them who owns an affair."""


@charter.command()
@click.argument("file")
@on_that_day
@in_language
def check(file: str, on: date) -> None:
    """检查章程是否成立、何处与法律不符 / Tell whether FILE is sound (exit 0), departs from the law (1) or is broken (2)."""
    checked = _load(file)
    findings = charters.check(checked, on, _law())
    for finding in findings:
        say(f"[{finding.severity.text.within(language())}] {finding.citation.text.within(language())}: {finding.where}")
        say(Text(f"  {finding.text.zh}", f"  {finding.text.en}"))
        say(Text(f"  {MEND.zh}", f"  {MEND.en}").format(mend=finding.mend))
    departures = len(charters.departures(findings))
    if departures:
        say(DEPARTS.format(title=checked.title, day=on, n=departures))
        raise SystemExit(FOUND_FAULT)
    say(SOUND.format(title=checked.title, day=on))


@charter.command()
@click.argument("left")
@click.argument("right")
@on_that_day
@in_language
def compare(left: str, right: str, on: date) -> None:
    """并排比较两个章程 / Set two charters side by side."""
    compared = charters.compare(_load(left), _load(right), on, _law())
    say(
        Text(
            f"{compared.left.title.zh} | {compared.right.title.zh}",
            f"{compared.left.title.en} | {compared.right.title.en}",
        )
    )
    for topic in charters.Topic:
        say(Text(f"\n# {topic.text.zh}", f"\n# {topic.text.en}"))
        for row in compared.of(topic):
            say(f"[{row.state.text.within(language())}] {row.label.within(language())}")
            if row.state is charters.State.SAME:
                _say_side("=", row.left)
            else:
                _say_side("<", row.left)
                _say_side(">", row.right)


@charter.command()
@click.argument("name")
@in_language
def draw(name: str) -> None:
    """画出章程图（SVG）/ Draw the charter as SVG on standard output."""
    say(charters.draw(_load(name), language()).svg)


@charter.command()
@click.argument("name")
@click.option("--item", "code", required=True, metavar="CODE", help="事项编码 / code of a service item")
@on_that_day
@in_language
def route(name: str, code: str, on: date) -> None:
    """这个事项归谁、为什么 / Say which body owns the item's affair, and why."""
    asked = charters.completed_by_law(_load(name), on, _law())
    item_name, affair = _affair(code, on)
    answer = charters.route(asked, affair)
    say(ITEM.format(name=item_name, code=code))
    if isinstance(answer, Refusal):
        stop(answer.text)
    say(OWNER.format(owner=Text(*_both(asked.bodies[answer.owner].name, answer.owner))))
    for reason in answer.reasons:
        say(WHY.format(reason=reason))


def _both(name: Text, key: str) -> tuple[str, str]:
    return f"{name.zh}（{key}）", f"{name.en} ({key})"


def _say_side(mark: str, side: Text | None) -> None:
    if side is not None:
        say(Text(f"  {mark} {side.zh}", f"  {mark} {side.en}"))


def _load(name: str) -> charters.Charter:
    """A charter by its name or by the path of its file; a broken one ends the command with every fault."""
    path = Path(name) if name.endswith(".toml") or "/" in name else CHARTERS / f"{name}.toml"
    if path.parent == CHARTERS and not path.exists():
        known = ", ".join(sorted(each.stem for each in CHARTERS.glob("*.toml")))
        stop(NO_CHARTER.format(name=name, known=known), BROKEN)
    try:
        return charters.load_charter(path)
    except charters.CharterBroken as broken:
        _stop_broken(broken, path)


def _law() -> charters.CharterLaw:
    try:
        return charters.load_charter_law(LAW)
    except charters.CharterBroken as broken:
        _stop_broken(broken, LAW)


def _stop_broken(broken: charters.CharterBroken, path: Path) -> NoReturn:
    for fault in broken.faults:
        key = f" [{fault.key}]" if fault.key else ""
        tell(f"{path}:{fault.line}{key}: {fault.reason.within(language())}")
    raise SystemExit(BROKEN)


def _affair(code: str, on: date) -> tuple[Text, charters.Affair]:
    """Name and affair of the item's version on the day, from the catalogue's files."""
    from juzhan.domain.catalogue import load_catalogue

    try:
        items = load_catalogue(CATALOGUE)
    except BrokenFilesError as broken:
        for fault in broken.faults:
            tell(str(fault))
        raise SystemExit(BROKEN) from broken
    versions = [item for item in items if item.code == code]
    if not versions:
        near = get_close_matches(code, sorted({item.code for item in items}), n=8, cutoff=0.4)
        stop(NO_ITEM.format(code=code, near=", ".join(near) or "-"), BROKEN)
    begun = [item for item in versions if item.valid_from <= on]
    item = begun[-1] if begun else versions[0]
    return item.name, charters.Affair(item.affair_class, item.domain)
