"""However often one form is sent, it is one matter; what was sent is told, never dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from juzhan.apps.matters.models import Matter, Step
from juzhan.apps.record.models import Entry, Log
from tests.matters.resident.asking import Resident, code_of
from tests.matters.resident.papers import photo
from tests.world import JINLI, at

CLICKS = 6


def test_a_double_click_gives_the_same_receipt(resident: Resident) -> None:
    submission = str(uuid4())
    first, second = (resident.apply(submission=submission) for _ in range(2))
    assert code_of(first) == code_of(second)
    matter = Matter.objects.get()
    assert Entry.objects.filter(act="matter.submitted", subject=matter.record_subject).count() == 1


def test_the_second_time_says_that_nothing_new_was_sent(clock, resident: Resident) -> None:
    submission = str(uuid4())
    first = resident.apply(submission=submission)
    assert "已经收到过" not in resident.read(first["Location"])
    clock.move_to(at(2026, 3, 2, 10, 1))
    again = resident.apply(submission=submission, summary="改过的话")
    assert "已经收到过" in resident.read(again["Location"])


def test_papers_are_kept_once(resident: Resident) -> None:
    submission = str(uuid4())
    for _ in range(2):
        resident.apply(submission=submission, paper_1=photo(), consent="on")
    assert Matter.objects.get().attachments.count() == 1


def test_two_forms_are_two_matters(resident: Resident) -> None:
    assert code_of(resident.apply()) != code_of(resident.apply())
    assert Matter.objects.count() == 2


def test_each_form_that_is_shown_has_a_number_of_its_own(resident: Resident) -> None:
    pages = [resident.get(f"/c/{JINLI}/apply/test.lamp") for _ in range(2)]
    numbers = {page.context["form"]["submission"].value() for page in pages}
    assert len(numbers) == 2


@pytest.mark.parametrize("spoilt", ["", "x", "123", "\x00", "字" * 50])
def test_a_spoilt_number_counts_as_a_form_of_its_own(spoilt: str, resident: Resident) -> None:
    assert code_of(resident.apply(submission=spoilt))
    assert code_of(resident.apply(submission=spoilt))
    assert Matter.objects.count() == 2


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[UUID]:
    """A submission made by real commits over several connections; what it leaves is cleared away afterwards."""
    submission = uuid4()
    with django_db_blocker.unblock():
        size = Log.objects.get(place=JINLI).size
        yield submission
        _clear_away(submission, size)


def _clear_away(submission: UUID, size: int) -> None:
    """Remove the matters and their record entries, past the triggers that would refuse it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        matters = "(SELECT id FROM matters_matter WHERE submission = %s)"
        for table in ("attachment", "step", "applicant"):
            cursor.execute(f"DELETE FROM matters_{table} WHERE matter_id IN {matters}", [submission])
        cursor.execute("DELETE FROM matters_matter WHERE submission = %s", [submission])
        newer = (
            "(SELECT e.id FROM record_entry e JOIN record_log l ON l.id = e.log_id WHERE place = %s AND index >= %s)"
        )
        cursor.execute(f"DELETE FROM record_commitment WHERE entry_id IN {newer}", [JINLI, size])
        cursor.execute(f"DELETE FROM record_entry WHERE id IN {newer}", [JINLI, size])
        cursor.execute("UPDATE record_log SET size = %s WHERE place = %s", [size, JINLI])


def test_six_clicks_at_the_same_moment_are_one_matter(committed: UUID) -> None:
    def click(_: int) -> str:
        try:
            return code_of(Resident(Client()).apply(submission=str(committed)))
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as threads:
        codes = set(threads.map(click, range(CLICKS)))
    matter = Matter.objects.get(submission=committed)
    assert codes == {matter.code}
    assert Step.objects.filter(matter=matter).count() == 1
    assert Entry.objects.filter(subject=matter.record_subject).count() == 1
