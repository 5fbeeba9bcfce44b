"""Tags and filters of every template: words in two languages, dates, money, icons, and the hot cells of tables.

``{% t "提交" "Submit" %}``, ``{% t "共 {n} 件" "{n} matter|{n} matters" n=count %}``, ``{% t … as name %}``;
``{{ text|say }}``, ``{{ day|day }}``, ``{{ instant|moment }}``, ``{{ fen|money }}``, ``{{ share|percent }}``,
``{{ code|grouped }}``; ``{% when instant %}``, ``{% icon "tick" %}``, ``{% status code %}``, ``{% due days %}``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from juzhan.ui import cells, formats, icons, words
from juzhan.ui.shell import Shell

register = template.Library()
register.filter("say", words.say)
register.filter("day", formats.day)
register.filter("moment", formats.moment)
register.filter("money", formats.money)
register.filter("percent", formats.percent)
register.filter("grouped", formats.grouped)
register.filter("machine_time", formats.machine_time)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(cells.status, name="status")
register.simple_tag(cells.due, name="due")
register.simple_tag(icons.grade_face, name="grade_face")


class WordsNode(Node):
    """One pair of texts in a template; values are escaped, the texts themselves are part of the template."""

    def __init__(self, zh: str, en: str, params: dict[str, FilterExpression], name: str) -> None:
        self.zh, self.en, self.params, self.name = zh, en, params, name

    def render(self, context: Context) -> SafeString:
        """Give the text of the active language, or put it into the context under the name asked for."""
        values = {name: _escaped(value.resolve(context), context) for name, value in self.params.items()}
        text = mark_safe(words.pick(self.zh, self.en, values))  # noqa: S308  (the values are escaped above)
        if not self.name:
            return text
        context[self.name] = text
        return SafeString()


def _escaped(value: Any, context: Context) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return conditional_escape(words.say(value)) if context.autoescape else words.say(value)


@register.tag("t")
def words_tag(parser: Parser, token: Token) -> WordsNode:
    """Read ``{% t "中文" "English" name=value … [as variable] %}``; a missing language is a syntax error."""
    _, *bits = token.split_contents()
    name = ""
    if len(bits) >= 2 and bits[-2] == "as":
        *bits, _, name = bits
    if len(bits) < 2:
        raise TemplateSyntaxError('t: write both texts, Chinese first: {% t "提交" "Submit" %}')
    zh, en, *rest = bits
    params = token_kwargs(rest, parser)
    if rest:
        raise TemplateSyntaxError(f"t: write parameters as name=value, not {rest[0]}")
    zh, en = _literal(zh), _literal(en)
    try:
        words.check_pair(zh, en, params.keys())
    except words.WordsIncompleteError as error:
        raise TemplateSyntaxError(f"t: {error}") from error
    return WordsNode(zh, en, params, name)


def _literal(bit: str) -> str:
    if len(bit) < 2 or bit[0] not in "\"'" or bit[-1] != bit[0]:
        raise TemplateSyntaxError(f"t: both texts are written out in quotes, not {bit}; for a value use the filter say")
    return bit[1:-1].replace(f"\\{bit[0]}", bit[0])


@register.simple_tag
def when(value: date | None, style: str = "long") -> SafeString:
    """Write a day or an instant as a ``<time>`` element that machines can read too."""
    if value is None:
        return SafeString()
    text = formats.moment(value, style) if isinstance(value, datetime) else formats.day(value, style)
    return format_html('<time datetime="{}">{}</time>', formats.machine_time(value), text)


@register.simple_tag(takes_context=True)
def shell(context: Context) -> Shell:
    """Tell the layouts what surrounds the page: language, display, theme, demo, where we are."""
    return Shell.of(context.get("request"))
