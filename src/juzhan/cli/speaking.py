"""How every command speaks: in the language of ``--lang`` or of the terminal, results to one place, faults to the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import click

from juzhan.domain.shared import Refusal, Text

Command = TypeVar("Command", bound=Callable[..., Any])

FOUND_FAULT = 1
BROKEN = 2


def terminal_language() -> str:
    """``zh`` or ``en``, as the terminal's own settings ask; Chinese when they ask for neither."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and not value.startswith(("C", "POSIX")):
            return "zh" if value.startswith("zh") else "en"
    return "zh"


def in_language(command: Command) -> Command:
    """Give a command the option ``--lang``; it sets the language for :func:`say`, :func:`tell` and :func:`stop`."""

    def remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
        context.find_root().meta["juzhan.language"] = value or terminal_language()

    option = click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        expose_value=False,
        is_eager=True,
        callback=remember,
        help="说哪种语言（默认随终端）/ language of the answer (default: the terminal's)",
    )
    return option(command)


def language() -> str:
    """The language of the command that runs."""
    context = click.get_current_context(silent=True)
    found = context.find_root().meta.get("juzhan.language") if context else None
    return str(found or terminal_language())


def say(text: Text | str) -> None:
    """Print a result on standard output."""
    click.echo(text.within(language()) if isinstance(text, Text) else text)


def tell(text: Text | str) -> None:
    """Print progress or a fault on standard error."""
    click.echo(text.within(language()) if isinstance(text, Text) else text, err=True)


def stop(text: Text | str, code: int = FOUND_FAULT) -> NoReturn:
    """Print why on standard error and end the command."""
    tell(text)
    raise SystemExit(code)


def granted(answer: Any) -> Any:
    """Give a service's answer back, or end the command when it is a refusal."""
    if isinstance(answer, Refusal):
        stop(answer.text)
    return answer
