"""Good papers of a form that was sent back are kept for a day, so that nobody has to choose or photograph them again.

They belong to the form's submission number, which nobody else knows; they are dropped when the form is accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict

from juzhan.apps.matters.models import HeldPaper
from juzhan.apps.matters.papers import digest
from juzhan.apps.matters.services import Paper

KEPT = timedelta(days=1)


def papers_of(posted: QueryDict, at: datetime) -> list[Paper]:
    """The papers held for a form as it was posted, without those that its ``drop`` names by digest."""
    submission = submission_of(posted)
    if submission is None:
        return []
    rows = HeldPaper.objects.filter(submission=submission, held_at__gt=at - KEPT).order_by("pk")
    dropped = set(posted.getlist("drop"))
    return [
        Paper(row.name, row.media_type, bytes(row.content), row.material) for row in rows if row.digest not in dropped
    ]


def submission_of(posted: QueryDict) -> UUID | None:
    """The submission number of a posted form; None where it is missing or none."""
    try:
        return UUID(posted.get("submission", ""))
    except ValueError:
        return None


def hold(submission: UUID | None, papers: Sequence[Paper], at: datetime) -> None:
    """Keep exactly these papers for a form that is shown again, and forget what others left behind a day ago."""
    forget_left_behind(at)
    if submission is None:
        return
    digests = [digest(paper) for paper in papers]
    mine = HeldPaper.objects.filter(submission=submission)
    mine.exclude(digest__in=digests).delete()
    there = set(mine.values_list("digest", flat=True))
    HeldPaper.objects.bulk_create(
        [
            HeldPaper(
                submission=submission,
                material=paper.material,
                name=paper.name,
                media_type=paper.media_type,
                digest=found,
                content=paper.content,
                held_at=at,
            )
            for paper, found in zip(papers, digests, strict=True)
            if found not in there
        ],
        ignore_conflicts=True,
    )


def forget_left_behind(at: datetime) -> None:
    """Delete the papers of forms that nobody has sent again for a day."""
    HeldPaper.objects.filter(held_at__lte=at - KEPT).delete()


def drop(submission: UUID) -> None:
    """Forget the papers of a form that has been accepted."""
    HeldPaper.objects.filter(submission=submission).delete()
