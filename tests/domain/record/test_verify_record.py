"""The stand-alone verifier believes what was signed, refuses all else, and names the first bad entry."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st

from juzhan import verify_record
from juzhan.domain.record import SHA256, SM3, Actor, SignerKey, canonical_bytes
from juzhan.verify_record import Bad, signed_by, verify
from tests.domain.record.logs import ORIGIN, SEED, SIGNER, Bundle, new_entry, often

SIZES = [3, 10, 256, 300, 520]
BUNDLE = Bundle(SIZES)
NOTES = {size: BUNDLE.note(size) for size in SIZES}
LINES = BUNDLE.lines()
ENTRY_AT = [at for at, line in enumerate(LINES) if line.startswith(b'{"act"')]
CHECKPOINT_AT = [at for at, line in enumerate(LINES) if line.startswith(b'{"checkpoint"')]
INDEXES = st.integers(0, SIZES[-1] - 1)


def check(lines: list[bytes], **options: object) -> str:
    return verify(io.BytesIO(b"".join(lines)), **options)


def refused(lines: list[bytes], **options: object) -> Bad:
    with pytest.raises(Bad) as caught:
        check(lines, **options)
    return caught.value


def since_checkpoint(index: int) -> tuple[int, int]:
    """The stretch between two checkpoints in which an entry lies."""
    end = next(size for size in SIZES if size > index)
    return max([0, *(size for size in SIZES if size <= index)]), end - 1


def changed(line: bytes, at: int = 8) -> bytes:
    return line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]


def with_own_hashes(entries: list[bytes]) -> list[bytes]:
    """A forger's bundle: other entries with hashes that fit them, under the checkpoints that were signed."""
    forged = Bundle(SIZES)
    forged.entries, forged.leaves = entries, [SHA256.leaf(entry) for entry in entries]
    forged.note = NOTES.__getitem__
    return forged.lines()


# ---- sound files


def test_a_bundle_is_believed():
    assert "520 entries, 5 checkpoints" in check(LINES)
    assert ORIGIN in check(LINES, trusted=[str(SIGNER.verifier)])


@often
@given(st.lists(st.integers(1, 300), min_size=1, max_size=5, unique=True).map(sorted))
def test_a_bundle_of_any_shape_is_believed(sizes):
    assert f"{sizes[-1]} entries, {len(sizes)} checkpoints" in check(Bundle(sizes).lines())


def test_a_bundle_hashed_with_sm3_is_believed_and_no_other_hash_passes_for_it():
    lines = Bundle([5, 9], SM3).lines()
    assert "9 entries" in check(lines)
    lines[0] = lines[0].replace(b"sm3", b"sha256")
    assert refused(lines).first == 0


@pytest.mark.parametrize("suite", [SHA256, SM3])
@often
@given(size=st.integers(1, 300), data=st.data())
def test_every_receipt_is_believed(suite, size, data):
    index = data.draw(st.integers(0, size - 1))
    line = Bundle([size], suite).receipt(index, size).to_line()
    assert f"index {index} in a log of {size}" in check([line], trusted=[str(SIGNER.verifier)])


# ---- tampering with entries: the entry is named


@often
@given(INDEXES, st.data())
def test_a_changed_byte_names_its_entry(index, data):
    lines = LINES.copy()
    at = ENTRY_AT[index]
    lines[at] = changed(lines[at], data.draw(st.integers(0, len(lines[at]) - 2)))
    problem = refused(lines)
    assert (problem.first, problem.last) == (index, index)


@often
@given(INDEXES)
def test_a_dropped_entry_is_named_as_missing(index):
    lines = LINES.copy()
    del lines[ENTRY_AT[index]]
    problem = refused(lines)
    assert (problem.first, problem.last) == (index, index)
    assert "missing" in str(problem)


@often
@given(INDEXES, INDEXES)
def test_two_swapped_entries_name_the_first_of_them(one, other):
    assume(one != other)
    lines = LINES.copy()
    a, b = ENTRY_AT[one], ENTRY_AT[other]
    lines[a], lines[b] = lines[b], lines[a]
    assert refused(lines).first == min(one, other)


def test_neighbours_that_changed_places_are_said_to_have():
    lines = LINES.copy()
    a, b = ENTRY_AT[17], ENTRY_AT[18]
    lines[a], lines[b] = lines[b], lines[a]
    assert str(refused(lines)) == ("序号 17：条目次序被调换 / index 17: entries have changed places")


def test_the_only_two_entries_may_have_changed_places():
    header, hashes, one, other, checkpoint = Bundle([2]).lines()
    assert "changed places" in str(refused([header, hashes, other, one, checkpoint]))


@often
@given(st.integers(0, SIZES[-1]))
def test_an_entry_put_in_between_is_named_as_one_too_many(index):
    lines = LINES.copy()
    extra = canonical_bytes(new_entry(9_999), ORIGIN) + b"\n"
    lines.insert(ENTRY_AT[index] if index < SIZES[-1] else len(lines), extra)
    problem = refused(lines)
    assert problem.first in {index, *(size for size in SIZES if size == index), index - index % 256}
    assert "too many" in str(problem)


# ---- a shortened or lengthened tree


@often
@given(st.integers(1, SIZES[-1] - 1))
def test_a_log_cut_after_any_entry_names_the_first_missing_one(kept):
    problem = refused(LINES[: ENTRY_AT[kept - 1] + 1])
    assert problem.first == kept


@pytest.mark.parametrize("number", range(4))
def test_a_log_cut_after_a_checkpoint_names_all_that_is_missing(number):
    problem = refused(LINES[: CHECKPOINT_AT[number] + 1])
    assert (problem.first, problem.last) == (SIZES[number], SIZES[-1] - 1)
    assert "cut short" in str(problem)


@often
@given(st.integers(1, sum(map(len, LINES)) - 1))
def test_a_file_cut_anywhere_is_refused(length):
    data = b"".join(LINES)[:length]
    assume(length != len(b"".join(LINES)) - 1)
    with pytest.raises(Bad):
        verify(io.BytesIO(data))


def test_entries_after_the_last_checkpoint_are_refused():
    entry = canonical_bytes(new_entry(520), ORIGIN)
    hashes = b'{"first":520,"leaves":["%s"]}\n' % SHA256.leaf(entry).hex().encode()
    problem = refused([*LINES, hashes, entry + b"\n"])
    assert (problem.first, problem.last) == (520, 520)
    assert "no checkpoint proves" in str(problem)


# ---- tampering with entries and their hashes: the stretch since the last checkpoint is named


@often
@given(INDEXES)
def test_an_entry_changed_with_its_hash_names_the_stretch_since_the_checkpoint_before(index):
    entries = BUNDLE.entries.copy()
    entries[index] = canonical_bytes(new_entry(index, actor=Actor("person:other")), ORIGIN)
    problem = refused(with_own_hashes(entries))
    assert (problem.first, problem.last) == since_checkpoint(index)


@often
@given(INDEXES)
def test_an_entry_dropped_with_its_hash_names_the_stretch_since_the_checkpoint_before(index):
    entries = BUNDLE.entries[:index] + BUNDLE.entries[index + 1 :] + BUNDLE.entries[-1:]
    assume(entries != BUNDLE.entries)
    problem = refused(with_own_hashes(entries))
    assert (problem.first, problem.last) == since_checkpoint(index)


def test_an_entry_added_with_its_hash_is_within_the_stretch_that_is_named():
    entry = canonical_bytes(new_entry(520), ORIGIN)
    hashes = b'{"first":520,"leaves":["%s"]}\n' % SHA256.leaf(entry).hex().encode()
    problem = refused([*LINES[:-1], hashes, entry + b"\n", LINES[-1]])
    assert (problem.first, problem.last) == (300, 520)


@often
@given(INDEXES, INDEXES)
def test_of_two_forgeries_the_earlier_is_named_though_only_the_later_contradicts_its_hash(hidden, open_one):
    assume(hidden < open_one)
    entries = BUNDLE.entries.copy()
    entries[hidden] = canonical_bytes(new_entry(hidden, act="matter.closed"), ORIGIN)
    lines = with_own_hashes(entries)
    at = [at for at, line in enumerate(lines) if line.startswith(b'{"act"')][open_one]
    lines[at] = changed(lines[at])
    problem = refused(lines)
    assert (problem.first, problem.last) == since_checkpoint(hidden)


@often
@given(INDEXES, st.integers(0, 63))
def test_a_changed_hash_beside_a_sound_entry_names_that_entry(index, digit):
    lines = LINES.copy()
    leaf = BUNDLE.leaves[index].hex()
    wrong = leaf[:digit] + ("0" if leaf[digit] != "0" else "1") + leaf[digit + 1 :]
    at = next(at for at, line in enumerate(lines) if leaf.encode() in line)
    lines[at] = lines[at].replace(leaf.encode(), wrong.encode())
    problem = refused(lines)
    assert (problem.first, problem.last) == (index, index)


# ---- tampering with anything else


@often
@given(st.integers(0, sum(map(len, LINES)) - 2), st.integers(1, 255))
def test_no_byte_of_the_file_can_be_changed(at, flip):
    data = bytearray(b"".join(LINES))
    data[at] ^= flip
    with pytest.raises(Bad):
        verify(io.BytesIO(bytes(data)))


@often
@given(st.integers(0, len(LINES) - 1))
def test_no_line_can_be_dropped(at):
    assert refused(LINES[:at] + LINES[at + 1 :])


@often
@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES)))
def test_no_line_can_be_repeated(line, at):
    assert refused([*LINES[:at], LINES[line], *LINES[at:]])


@often
@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_no_two_lines_can_change_places(one, other):
    assume(one != other)
    lines = LINES.copy()
    lines[one], lines[other] = lines[other], lines[one]
    assert refused(lines)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"hello\n",
        b"{}\n",
        b"[]\n",
        b"\xff\xfe\x00",
        b'{"format":"juzhan-record-bundle/2","origin":"a","hash":"sha256","keys":[],"size":0,"checkpoints":0}\n',
        b'{"format":"juzhan-record-bundle/1","origin":"a","hash":"md5","keys":[],"size":0,"checkpoints":0}\n',
        b'{"format":"juzhan-record-bundle/1","origin":"a","hash":"sha256","keys":[],"size":"1","checkpoints":0}\n',
        b"[" * 100_000,
        LINES[0].replace(b'"size":', b'"size": '),
        LINES[0].replace(b'"size":520', b'"size":520,"size":520'),
        b"\xef\xbb\xbf" + LINES[0],
        LINES[0][:-1] + b"\r\n",
    ],
)
def test_junk_is_refused_kindly(data):
    with pytest.raises(Bad) as caught:
        verify(io.BytesIO(data + b"".join(LINES[1:]) if data.startswith(LINES[0][:20]) else data))
    assert " / " in str(caught.value)


def test_a_line_too_long_to_be_true_is_cut_and_refused():
    lines = LINES.copy()
    lines[ENTRY_AT[7]] = b'{"act":"' + b"x" * (3 << 20) + b'"}\n'
    assert refused(lines).first == 7


@pytest.mark.parametrize("name", ["md5", "sha512", "", None])
def test_a_hash_that_no_log_uses_is_refused_by_name(name):
    header = json.loads(LINES[0]) | {"hash": name}
    line = json.dumps(header, separators=(",", ":")).encode() + b"\n"
    assert f"this Python has no hash {name}" in str(refused([line, *LINES[1:]]))


def test_a_python_without_sm3_says_so(monkeypatch):
    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    assert "本机 Python 没有散列算法 sm3" in str(refused(Bundle([5], SM3).lines()))
    assert check(LINES)


# ---- keys and memory from outside


def test_a_log_rewritten_and_signed_with_another_key_is_refused_by_the_published_key():
    impostor = Bundle([5], signer=SignerKey.from_seed(ORIGIN, SEED[::-1]))
    assert check(impostor.lines())
    assert "other keys" in str(refused(impostor.lines(), trusted=[str(SIGNER.verifier)]))
    lines = impostor.lines()
    lines[0] = LINES[0].replace(b'"size":520', b'"size":5').replace(b'"checkpoints":5', b'"checkpoints":1')
    assert "not signed with the key" in str(refused(lines))


def test_an_old_copy_is_sound_by_itself_but_not_beside_a_later_checkpoint():
    old = Bundle([3, 10])
    assert "10 entries" in check(old.lines())
    problem = refused(old.lines(), known=BUNDLE.note(256).note)
    assert (problem.first, problem.last) == (10, 255)


def test_a_bundle_extends_every_checkpoint_kept_from_earlier():
    assert check(LINES, known=BUNDLE.note(256).note)
    assert check(LINES, known=BUNDLE.note(100).note)


def test_a_history_rewritten_with_the_true_key_contradicts_a_checkpoint_kept_from_earlier():
    rewritten = Bundle(SIZES)
    rewritten.entries[7] = canonical_bytes(new_entry(7, act="matter.closed"), ORIGIN)
    rewritten.leaves[7] = SHA256.leaf(rewritten.entries[7])
    assert check(rewritten.lines())
    problem = refused(rewritten.lines(), known=BUNDLE.note(20).note)
    assert (problem.first, problem.last) == (10, 19)
    assert "differs from what you kept" in str(problem)


# ---- receipts


@often
@given(st.data())
def test_no_byte_of_a_receipt_can_be_changed(data):
    line = BUNDLE.receipt(17, 300).to_line()[:-1]
    at, flip = data.draw(st.integers(0, len(line) - 1)), data.draw(st.integers(1, 255))
    with pytest.raises(Bad):
        verify(io.BytesIO(line[:at] + bytes([line[at] ^ flip]) + line[at + 1 :]))


def test_a_receipt_stands_alone_in_its_file():
    line = BUNDLE.receipt(17, 300).to_line()
    assert check([line])
    assert "nor a receipt alone" in str(refused([line, line]))


def test_a_receipt_shows_its_holder_what_the_entry_committed_to():
    salt = bytes(32)
    shown = {"phone": {"salt": salt.hex(), "value": "13900000000"}}
    commitment = SHA256.digest(b"\x02" + salt + b"13900000000").hex()
    bundle = Bundle([5])
    bundle.entries[2] = canonical_bytes(new_entry(2), ORIGIN, {"phone": commitment})
    bundle.leaves[2] = SHA256.leaf(bundle.entries[2])
    line = evolve(bundle.receipt(2, 5), shown=shown).to_line()
    assert check([line])
    assert "not what the entry committed to" in str(refused([line.replace(b"13900000000", b"13900000001")]))


# ---- the program itself


def test_it_uses_nothing_but_the_standard_library_and_is_small():
    source = Path(verify_record.__file__).read_text()
    imported = {
        name.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for name in node.names
    }
    imported |= {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    assert len(source.splitlines()) < 300


def run(*arguments: object) -> tuple[int, str]:
    command = [sys.executable, "-I", "-S", verify_record.__file__, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout.decode()


def test_it_runs_alone_and_answers_with_its_exit_status(tmp_path):
    sound, spoilt, note = tmp_path / "sound", tmp_path / "spoilt", tmp_path / "note"
    sound.write_bytes(b"".join(LINES))
    spoilt.write_bytes(b"".join(LINES).replace(b"matter:W00005", b"matter:W00006", 1))
    note.write_text(BUNDLE.note(10).note)
    receipt = tmp_path / "receipt"
    receipt.write_bytes(BUNDLE.receipt(1, 300).to_line())
    assert run(sound)[0] == run(receipt)[0] == 0
    assert run(sound, "--known", note, "--key", SIGNER.verifier)[0] == run(sound, "--known", receipt)[0] == 0
    assert run(sound, "--known", sound)[0] == 0
    status, said = run(spoilt)
    assert status == 1
    assert said.startswith("不可信 / not sound: 序号 5：")
    assert run(tmp_path / "nothing")[0] == 1


@often
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_its_signatures_are_those_of_ed25519(seed, message, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert signed_by(public, message, signature)
    wrong = bytearray(signature)
    wrong[bit // 8] ^= 1 << bit % 8
    assert not signed_by(public, message, bytes(wrong))
    assert not signed_by(public, message + b"!", signature)


def test_a_signature_with_a_number_beyond_the_order_is_refused():
    private = Ed25519PrivateKey.from_private_bytes(SEED)
    public, signature = private.public_key().public_bytes_raw(), private.sign(b"x")
    number = int.from_bytes(signature[32:], "little") + verify_record.ORDER
    assert not signed_by(public, b"x", signature[:32] + number.to_bytes(32, "little"))
    assert not signed_by(public, b"x", signature + b"\0")


def test_a_key_that_is_no_point_of_the_curve_is_refused():
    with pytest.raises(ValueError, match="not a point"):
        signed_by((2).to_bytes(32, "little"), b"", bytes(64))
