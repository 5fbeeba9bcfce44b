"""A service item is a contract told in plain words and in versions; a matter keeps the version it began under.

What is not known stays ``None`` and is shown as "not entered yet"; an empty tuple means "there is none".
"""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen, validators

from juzhan.domain.catalogue.kinds import Applicant, Channel, ItemKind, MaterialForm, OutcomeKind
from juzhan.domain.charter.vocabulary import AffairClass, Domain
from juzhan.domain.shared import Citation, Text
from juzhan.domain.shared.calendar_limits import Limit


@frozen
class Material:
    """One paper to bring. ``code`` is unique within the item; ``when`` narrows who must bring it.

    ``required`` False means that it helps and nobody is turned away for lack of it.
    """

    code: str
    name: Text
    form: MaterialForm = MaterialForm.ORIGINAL
    count: int = field(default=1, validator=validators.ge(1))
    required: bool = True
    when: Text | None = None
    note: Text | None = None


@frozen
class LegalBasis:
    """A place in a law and its words; ``quote.zh`` is verbatim, ``quote.en`` our own translation without legal force."""

    citation: Citation
    quote: Text | None = None


@frozen
class TimeLimit:
    """How long a step may take; without ``basis`` it is a setting of the district or community, never told as law."""

    limit: Limit
    basis: Citation | None = None
    note: Text | None = None

    @property
    def is_law(self) -> bool:
        """Whether a legal text sets this limit."""
        return self.basis is not None


@frozen
class Fee:
    """What it costs, in fen; 0 is free. ``basis`` says which text makes it so, where one does."""

    fen: int = field(validator=[validators.instance_of(int), validators.ge(0)])
    basis: Citation | None = None
    note: Text | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing is to be paid."""
        return self.fen == 0


@frozen
class Ended:
    """Why an item is historical, which items stand in its place, and what the resident should do now.

    The version that carries it begins on the day the item ended, so that people who ask by the old name still find it.
    """

    reason: Text
    instead: Text
    replaced_by: tuple[str, ...] = ()
    basis: Citation | None = None


@frozen
class ItemVersion:
    """One service item as it is from ``valid_from`` up to, not including, ``valid_until``.

    ``code`` never changes (``civil_affairs.minimum_living_allowance``); ``version`` counts from 1 within the code.
    ``external_code`` is the item's code in the government's own catalogue, ``task_type`` its number of the kind of
    administrative task there. ``domain`` is ``None`` outside the six of Wuhou. ``note`` marks what is a setting or could
    not be verified. Source: seeds/000 and seeds/002 as listed in ``seed``, and the laws in ``legal_basis``.
    """

    code: str
    version: int = field(validator=validators.ge(1))
    valid_from: date
    name: Text
    affair_class: AffairClass
    kind: ItemKind
    domain: Domain | None = None
    valid_until: date | None = None
    summary: Text | None = None
    synonyms: tuple[str, ...] = ()
    department: Text | None = None
    main_item: str = ""
    external_code: str = ""
    task_type: str = ""
    what_it_is: Text | None = None
    applicant: Applicant | None = None
    who_may_apply: Text | None = None
    materials: tuple[Material, ...] | None = None
    steps: tuple[Text, ...] | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    time_limit: TimeLimit | None = None
    promised_limit: TimeLimit | None = None
    fee: Fee | None = None
    may_suspend: bool | None = None
    may_extend: bool | None = None
    extension: TimeLimit | None = None
    channels: tuple[Channel, ...] | None = None
    anonymous_allowed: bool = False
    outcomes: tuple[OutcomeKind, ...] = ()
    result: Text | None = None
    ended: Ended | None = None
    note: Text | None = None
    seed: str = ""

    @property
    def is_historical(self) -> bool:
        """Whether law or policy has ended the item; no matter can be started under it."""
        return self.ended is not None

    @property
    def is_translated(self) -> bool:
        """Whether the name exists in English; an imported item may carry its Chinese name in both places."""
        return self.name.en != self.name.zh

    @property
    def working_limit(self) -> TimeLimit | None:
        """The limit the clock runs on: what is promised where it is set, else what the law allows."""
        return self.promised_limit or self.time_limit

    @property
    def is_complete(self) -> bool:
        """Whether the guide answers what a resident asks: what, who, what to bring, how long, what it costs."""
        answers = (self.what_it_is, self.who_may_apply, self.materials, self.working_limit, self.fee)
        return all(answer is not None for answer in answers)

    def in_force(self, on: date) -> bool:
        """Whether this version is what the catalogue says on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)

    def can_start(self, on: date) -> bool:
        """Whether a matter can be started under this version on a day; never under a historical one."""
        return self.in_force(on) and not self.is_historical

    def same_contract(self, other: ItemVersion) -> bool:
        """Whether two versions say the same, apart from number and dates: importing such a one again changes nothing."""
        return self == evolve(other, version=self.version, valid_from=self.valid_from, valid_until=self.valid_until)
