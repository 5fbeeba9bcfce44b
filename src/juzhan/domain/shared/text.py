"""A text is always complete in Chinese and in English, and stays one value until someone reads it."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen, validators


@frozen
class Text:
    """One sentence or term in the two languages of the product.

    >>> Text("收到 {n} 件", "{n} received").format(n=3).within("en")
    '3 received'
    """

    zh: str = field(validator=validators.min_len(1))
    en: str = field(validator=validators.min_len(1))

    def within(self, language: str) -> str:
        """Give the text for a language tag: English for ``en*``, Chinese for everything else."""
        return self.en if language.startswith("en") else self.zh

    def format(self, **params: Any) -> Text:
        """Fill the placeholders; a parameter that is itself a Text is taken in the matching language."""
        return Text(
            self.zh.format(**{name: _in(value, "zh") for name, value in params.items()}),
            self.en.format(**{name: _in(value, "en") for name, value in params.items()}),
        )


def _in(value: Any, language: str) -> Any:
    return value.within(language) if isinstance(value, Text) else value
