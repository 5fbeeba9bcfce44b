"""The closed word lists of the service catalogue; a file may use no other word.

Classes of affair and the six domains are the charter's (:mod:`juzhan.domain.charter.vocabulary`), since routing asks for
both.
"""

from __future__ import annotations

from enum import StrEnum

from juzhan.domain.shared import Text


class ItemKind(StrEnum):
    """What a resident does with an item: ask for a decision, tell of something, propose, or ask a question."""

    APPLICATION = "application"
    REPORT = "report"
    PROPOSAL = "proposal"
    INQUIRY = "inquiry"

    @property
    def text(self) -> Text:
        """The kind's name in both languages."""
        return _ITEM_KINDS[self]


_ITEM_KINDS = {
    ItemKind.APPLICATION: Text("申请", "Application"),
    ItemKind.REPORT: Text("反映", "Report"),
    ItemKind.PROPOSAL: Text("建议", "Proposal"),
    ItemKind.INQUIRY: Text("查询", "Inquiry"),
}


class Applicant(StrEnum):
    """Who may start a matter under an item."""

    ANYONE = "anyone"
    RESIDENT = "resident"
    PERSON_CONCERNED = "person_concerned"
    HOUSEHOLD = "household"
    PARTY_TO_DISPUTE = "party_to_dispute"
    ORGANIZATION = "organization"

    @property
    def text(self) -> Text:
        """The applicant's name in both languages."""
        return _APPLICANTS[self]


_APPLICANTS = {
    Applicant.ANYONE: Text("任何人", "Anyone"),
    Applicant.RESIDENT: Text("本社区居民", "Residents of the community"),
    Applicant.PERSON_CONCERNED: Text("本人或者代办人", "The person concerned, or somebody on that person's behalf"),
    Applicant.HOUSEHOLD: Text("家庭（由一名成员提出）", "A household, through one of its members"),
    Applicant.PARTY_TO_DISPUTE: Text("纠纷当事人", "A party to the dispute"),
    Applicant.ORGANIZATION: Text("单位或者组织", "An organization"),
}


class Channel(StrEnum):
    """A way in which a matter can be brought."""

    COUNTER = "counter"
    PHONE = "phone"
    ONLINE = "online"
    HOME_VISIT = "home_visit"

    @property
    def text(self) -> Text:
        """The channel's name in both languages."""
        return _CHANNELS[self]


_CHANNELS = {
    Channel.COUNTER: Text("窗口", "At the counter"),
    Channel.PHONE: Text("电话", "By phone"),
    Channel.ONLINE: Text("网上", "Online"),
    Channel.HOME_VISIT: Text("上门办理", "At your home"),
}


class MaterialForm(StrEnum):
    """In which form a paper is brought."""

    ORIGINAL = "original"
    COPY = "copy"
    ORIGINAL_AND_COPY = "original_and_copy"
    FORM = "form"

    @property
    def text(self) -> Text:
        """The form's name in both languages."""
        return _FORMS[self]


_FORMS = {
    MaterialForm.ORIGINAL: Text("原件（看后退还）", "Original, given back at once"),
    MaterialForm.COPY: Text("复印件", "Copy"),
    MaterialForm.ORIGINAL_AND_COPY: Text("原件和复印件", "Original and copy"),
    MaterialForm.FORM: Text("表格（现场可填）", "Form, can be filled in on the spot"),
}


class OutcomeKind(StrEnum):
    """How a matter under an item can come out; the values are those of a matter's outcome."""

    GRANTED = "granted"
    REFUSED = "refused"
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"
