"""A legal share says whether the number itself is enough: 以上 includes it, 超过 and 过半数 do not.

The reading of the words is that of the Civil Code, art. 1259."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from juzhan.domain.shared.numerals import chinese_numeral
from juzhan.domain.shared.text import Text

HALF = Fraction(1, 2)


class Comparison(StrEnum):
    """How a part is held against a share of the whole."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"


@frozen
class Share:
    """A fraction of a whole with its comparison: ``三分之二以上`` and ``超过三分之二`` are two different values.

    >>> two_thirds = Fraction(2, 3)
    >>> Share(two_thirds, Comparison.AT_LEAST).met_by(40, 60), Share(two_thirds, Comparison.MORE_THAN).met_by(40, 60)
    (True, False)
    """

    fraction: Fraction = field(converter=Fraction)
    comparison: Comparison = field(converter=Comparison)

    @fraction.validator
    def _between_zero_and_one(self, _attribute: object, fraction: Fraction) -> None:
        if not 0 < fraction <= 1:
            raise ValueError(f"a share lies above 0 and up to 1, not at {fraction}")

    @comparison.validator
    def _can_be_met(self, _attribute: object, comparison: Comparison) -> None:
        if comparison is Comparison.MORE_THAN and self.fraction == 1:
            raise ValueError("nothing is more than the whole")

    def met_by(self, part: int, whole: int) -> bool:
        """Whether ``part`` of ``whole`` is enough; of nobody nothing is enough.

        Raises ``ValueError`` if the part is negative or larger than the whole: such a count is wrong, not a result.
        """
        if not 0 <= part <= whole:
            raise ValueError(f"{part} of {whole} is no part of a whole")
        return whole > 0 and part >= self.needed_of(whole)

    def needed_of(self, whole: int) -> int:
        """The smallest number that is enough of ``whole``, for messages such as "24 of 35 must come"."""
        wanted = self.fraction * whole
        if self.comparison is Comparison.AT_LEAST:
            return -(-wanted.numerator // wanted.denominator)
        return wanted.numerator // wanted.denominator + 1

    @property
    def text(self) -> Text:
        """The share in the words of the law."""
        number = f"{self.fraction.numerator}/{self.fraction.denominator}"
        zh = f"{chinese_numeral(self.fraction.denominator)}分之{chinese_numeral(self.fraction.numerator)}"
        if self.comparison is Comparison.AT_LEAST:
            return Text(f"{zh}以上", f"at least {number}")
        if self.fraction == HALF:
            return Text("过半数", "more than half")
        return Text(f"超过{zh}", f"more than {number}")
