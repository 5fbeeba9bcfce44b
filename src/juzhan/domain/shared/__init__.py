"""Values that every part of the domain speaks in: bilingual text, refusals, citations, money, working days."""

from juzhan.domain.shared.citation import Citation
from juzhan.domain.shared.refusal import Refusal, RefusalKind
from juzhan.domain.shared.text import Text

__all__ = ["Citation", "Refusal", "RefusalKind", "Text"]
