"""An exported log is believed by the verifier, and names what somebody changed, in the file or in the database."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from juzhan.apps.record import selectors, services
from juzhan.apps.record.models import Entry
from juzhan.domain.record import SHA256
from juzhan.domain.shared import Refusal
from juzhan.verify_record import Bad, main, verify
from tests.record.acts import NOON, act, acts


@pytest.fixture
def exported(place):
    for count in (3, 300, 40):
        services.append(place, acts(count))
        services.sign_checkpoints(NOON, place)
    return place


def bundle(place: str) -> bytes:
    file = io.BytesIO()
    assert isinstance(selectors.export_bundle(place, file), int)
    return file.getvalue()


def refused(data: bytes) -> Bad:
    with pytest.raises(Bad) as caught:
        verify(io.BytesIO(data))
    return caught.value


def test_an_exported_log_is_believed(exported, tmp_path, capfdbinary):
    path = tmp_path / "bundle"
    path.write_bytes(bundle(exported))
    assert main([str(path), "--key", selectors.verifier_key(exported)]) == 0
    assert b"343 entries, 3 checkpoints" in capfdbinary.readouterr().out


def test_entries_not_signed_yet_are_left_out(exported):
    services.append(exported, acts(5))
    assert "343 entries" in verify(io.BytesIO(bundle(exported)))


def test_a_place_where_nothing_is_signed_is_told_so_kindly(place):
    file = io.BytesIO()
    refusal = selectors.export_bundle(place, file)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.about) == ("record.nothing_signed", "place")
    assert place in refusal.text.zh
    assert file.getvalue() == b""


def lines_and_entries(place: str) -> tuple[list[bytes], list[int]]:
    lines = bundle(place).splitlines(keepends=True)
    return lines, [at for at, line in enumerate(lines) if line.startswith(b'{"act"')]


def test_a_byte_changed_in_the_file_is_named(exported):
    lines, at = lines_and_entries(exported)
    lines[at[200]] = lines[at[200]].replace(b"accepted", b"rejected", 1)
    assert refused(b"".join(lines)).first == 200


def test_an_entry_dropped_from_the_file_is_named(exported):
    lines, at = lines_and_entries(exported)
    del lines[at[200]]
    assert refused(b"".join(lines)).first == 200


def test_two_entries_swapped_in_the_file_are_named(exported):
    lines, at = lines_and_entries(exported)
    lines[at[200]], lines[at[201]] = lines[at[201]], lines[at[200]]
    assert refused(b"".join(lines)).first == 200


def test_a_file_cut_short_is_named(exported):
    lines, at = lines_and_entries(exported)
    assert refused(b"".join(lines[: at[200]])).first == 200
    problem = refused(b"".join(lines[: at[303] - 1]))
    assert (problem.first, problem.last) == (303, 342)


def test_an_entry_changed_in_the_database_is_named(exported, past_the_triggers):
    entry = Entry.objects.get(log__place=exported, index=17)
    forged = bytes(entry.canonical).replace(b"accepted", b"rejected")
    change = "UPDATE record_entry SET canonical = %s, leaf_hash = %s WHERE id = %s"
    past_the_triggers(change, [forged, SHA256.leaf(forged), entry.pk])
    problem = refused(bundle(exported))
    assert (problem.first, problem.last) == (17, 17)


def test_an_entry_deleted_from_the_database_is_named(exported, past_the_triggers):
    entry = Entry.objects.get(log__place=exported, index=17)
    past_the_triggers("DELETE FROM record_entry WHERE id = %s", [entry.pk])
    assert refused(bundle(exported)).first == 17


def test_an_entry_forged_together_with_its_tile_is_traced_to_its_stretch(exported, past_the_triggers):
    entry = Entry.objects.get(log__place=exported, index=17)
    forged = bytes(entry.canonical).replace(b"accepted", b"rejected")
    past_the_triggers("UPDATE record_entry SET canonical = %s WHERE id = %s", [forged, entry.pk])
    change = "UPDATE record_tile SET hashes = overlay(hashes placing %s from %s) WHERE log_id = %s AND (level, index) = (0, 0)"
    past_the_triggers(change, [SHA256.leaf(forged), 17 * 32 + 1, entry.log_id])
    problem = refused(bundle(exported))
    assert (problem.first, problem.last) == (3, 302)


def test_exporting_holds_only_a_little_in_memory(place):
    services.append_many([(place, act(number)) for number in range(6_000)])
    services.sign_checkpoints(NOON, place)

    class Counter(io.RawIOBase):
        total = 0

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:
            self.total += len(data)
            return len(data)

    file = Counter()
    tracemalloc.start()
    try:
        assert selectors.export_bundle(place, file) == 6_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert file.total > 2_000_000
    assert peak < file.total
