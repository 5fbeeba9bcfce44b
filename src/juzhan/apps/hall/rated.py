"""What the page of a ticket tells of its rating, and what a hall's ratings say in public: never on too few cases."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from juzhan.apps.hall.access import bodies_of_hall
from juzhan.apps.hall.models import Hall, HallFigures, Ticket, VisitRating
from juzhan.apps.hall.services.public_figures import figures_of
from juzhan.apps.hall.services.rating import may_not_rate
from juzhan.apps.matters.law import day_of, last_day_of, rules
from juzhan.apps.matters.models import Appealable, RatingFollowUp
from juzhan.apps.matters.resident.follow_up import FollowUpStory, story_of
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.ratings import Reason, known
from juzhan.domain.shared import Text

SHOWN_STRUCK = 10
AFTER_MIDNIGHT = Text(
    "零点以后，当天的差评一起转给大厅负责人本人，这样窗口人员看不出是谁评的。",
    "After midnight the bad ratings of the day go to the head of the hall together, so that the clerks cannot tell who rated.",
)


@frozen
class ReadRating:
    """A rating as the one who gave it reads it; ``result_by`` is the last day of the follow-up, None where it has none yet."""

    row: VisitRating
    story: FollowUpStory | None
    result_by: date | None

    @property
    def sentence(self) -> Text:
        """What happens while the follow-up has not been opened."""
        return AFTER_MIDNIGHT

    @property
    def reasons(self) -> Sequence[Reason]:
        """The reasons that were ticked."""
        return known(self.row.reasons)


def read_rating(row: VisitRating) -> ReadRating:
    """Tell a rating and what became of it: for who has its own code, never for who has the ticket's."""
    on = day_of(row.rated_at)
    limit = last_day_of(on, rules(on).settings.bad_rating_follow_up_days)
    return ReadRating(row, story_of(row.follow_up) if row.follow_up else None, limit.day if row.value.is_bad else None)


@frozen
class RatingSection:
    """What the page of a ticket tells of its rating: whether it can be rated, that it was, and how only to who rated."""

    is_open: bool
    is_rated: bool
    own: ReadRating | None = None


def rating_section(ticket: Ticket, at: datetime, codes: Collection[str]) -> RatingSection:
    """Tell the rating of a ticket; ``codes`` are those of the ratings that this browser has given."""
    rows = VisitRating.objects.select_related("follow_up__owner", "follow_up__item", "answered_for")
    row = rows.filter(ticket=ticket).first()
    if row is None:
        return RatingSection(may_not_rate(ticket, at) is None, is_rated=False)
    return RatingSection(is_open=False, is_rated=True, own=read_rating(row) if row.code in codes else None)


@frozen
class Struck:
    """A rating that was struck, as it stands in public: when, how it was, who struck it and why."""

    day: date
    grade: Text
    by: Text
    reason: str


@frozen
class Satisfaction:
    """How visits of a year up to a day were rated, and how many trips settled matters took; None below ``minimum`` cases.

    Shares are whole percents; ``trips`` is a median; ``until`` is the last day that is counted.
    """

    rated: int
    satisfied_share: int | None
    settled: int
    trips: float | None
    one_trip_share: int | None
    minimum: int
    until: date
    struck: tuple[Struck, ...]

    @property
    def trips_said(self) -> str:
        """The median as it is written: 1, 1.5, 2."""
        return f"{self.trips:g}" if self.trips is not None else ""


def satisfaction(hall: Hall, on: date, community: str = "") -> Satisfaction:
    """The public figures of a hall before a day, in four cheap queries: one row that is counted each day, and what was struck.

    ``community``: those of its visitors alone, where the hall serves several. What was never counted is counted at once.
    """
    minimum = rules(on).settings.index_cases_min
    kept = HallFigures.objects.filter(hall=hall, community=community or None).first() or figures_of(hall, on, community)
    return Satisfaction(
        kept.rated,
        _share(kept.satisfied, kept.rated, minimum),
        kept.settled,
        kept.trips if kept.settled >= minimum else None,
        _share(kept.one_trip, kept.settled, minimum),
        minimum,
        kept.day - timedelta(days=1),
        tuple(_struck(hall, on, community)),
    )


def _share(part: int, whole: int, minimum: int) -> int | None:
    return part * 100 // whole if whole >= max(minimum, 1) else None


def _struck(hall: Hall, on: date, community: str) -> list[Struck]:
    visits = VisitRating.objects.filter(ticket__hall=hall, struck_at__isnull=False).select_related("answered_for")
    bodies = bodies_of_hall(hall.place_id, on)[:1]
    matters = RatingFollowUp.objects.filter(matter__owner__in=bodies, struck_at__isnull=False).select_related(
        "answered_for", "matter"
    )
    if community:
        visits, matters = visits.filter(ticket__community=community), matters.filter(matter__community=community)
    found = [_told(row, Rating(row.grade)) for row in visits.order_by("-struck_at")[:SHOWN_STRUCK]]
    found += [_told(row, Rating(row.matter.rating or "")) for row in matters.order_by("-struck_at")[:SHOWN_STRUCK]]
    return sorted(found, key=lambda each: each.day, reverse=True)[:SHOWN_STRUCK]


def _told(row: Appealable, grade: Rating) -> Struck:
    assert row.struck_at is not None
    by = row.answered_for.text if row.answered_for else Text("", "")
    return Struck(day_of(row.struck_at), grade.text, by, row.answer)
