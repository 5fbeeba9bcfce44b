"""Checkpoints are notes that any C2SP tool can open, and nothing else opens."""

from __future__ import annotations

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.record import Checkpoint, Head, NoteError, SignerKey, VerifierKey, open_note, origin_of
from tests.domain.record.logs import NOON, ORIGIN, SEED, SIGNER, often

# The note, key and signatures of the Go reference implementation (golang.org/x/mod/sumdb/note).
PETER = VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
ENOCH = VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop")
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BY_PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
BY_ENOCH = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"


def test_the_reference_note_opens():
    assert open_note(f"{TEXT}\n{BY_PETER}", [PETER]) == TEXT
    assert open_note(f"{TEXT}\n{BY_PETER}{BY_ENOCH}", [ENOCH]) == TEXT


def test_a_signature_by_an_unknown_key_is_passed_over():
    assert open_note(f"{TEXT}\n{BY_ENOCH}{BY_PETER}", [PETER]) == TEXT
    with pytest.raises(NoteError, match="no known key"):
        open_note(f"{TEXT}\n{BY_ENOCH}", [PETER])


def test_a_wrong_signature_of_a_known_key_spoils_the_note():
    changed = BY_PETER[:60] + "ABCD" + BY_PETER[60:]
    with pytest.raises(NoteError, match="signature of PeterNeumann is wrong"):
        open_note(f"{TEXT}\n{BY_ENOCH}{changed}", [PETER, ENOCH])


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        TEXT + "\n",
        f"{TEXT}\n{BY_PETER[:-1]}",
        f"\x01{TEXT}\n{BY_PETER}",
        f"{TEXT}\n— Bad Name {BY_PETER.split()[2]}\n",
        f"{TEXT}\n{BY_PETER}Unexpected line.\n",
        f"{TEXT}\n" + BY_PETER * 101,
    ],
)
def test_text_that_is_no_note_does_not_open(note):
    with pytest.raises(NoteError):
        open_note(note, [PETER])


@pytest.mark.parametrize(
    "key",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_a_mangled_verifier_key_is_refused(key):
    with pytest.raises(NoteError):
        VerifierKey.parse(key)


def test_a_key_is_made_from_its_seed_and_named_by_its_log():
    # RFC 8032, section 7.1, test 1
    signer = SignerKey.from_seed(
        "log.example", bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    )
    assert signer.verifier.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert VerifierKey.parse(str(signer.verifier)) == signer.verifier
    with pytest.raises(NoteError, match="cannot name a key"):
        SignerKey.from_seed("two words", SEED)


def test_a_checkpoint_is_three_lines_and_its_time():
    checkpoint = Checkpoint.of(ORIGIN, Head(3, bytes(32)), NOON)
    root = "A" * 43 + "="
    assert checkpoint.text == f"{ORIGIN}\n3\n{root}\ntime 2026-03-02T12:00:00+08:00\n"
    assert checkpoint.extension("time") == "2026-03-02T12:00:00+08:00"
    with pytest.raises(ValueError, match="offset"):
        Checkpoint.of(ORIGIN, Head(3, bytes(32)), NOON.replace(tzinfo=None))


@often
@given(st.integers(0, 2**62), st.binary(min_size=32, max_size=32), st.sampled_from(["sha256", "sm3"]))
def test_a_signed_checkpoint_comes_back_whole(size, root, suite):
    checkpoint = Checkpoint.of(ORIGIN, Head(size, root), NOON, suite)
    text = open_note(SIGNER.sign(checkpoint.text), [SIGNER.verifier])
    assert Checkpoint.parse(text) == checkpoint
    assert checkpoint.extension("hash") == ("" if suite == "sha256" else suite)


@pytest.mark.parametrize("change", [("3\n", "03\n"), ("3\n", "-3\n"), ("AAAA", "A"), ("time", "\ntime"), (ORIGIN, "")])
def test_a_mangled_checkpoint_is_refused(change):
    text = Checkpoint.of(ORIGIN, Head(3, bytes(32)), NOON).text
    with pytest.raises(NoteError, match="no checkpoint"):
        Checkpoint.parse(text.replace(*change, 1))


@pytest.mark.parametrize("text", ["", "\n", "origin\n", "origin\n3\n", "origin\n3\n\n"])
def test_a_checkpoint_that_lacks_a_line_is_refused(text):
    with pytest.raises(NoteError, match="no checkpoint"):
        Checkpoint.parse(text)


def test_a_log_is_named_by_host_district_and_place():
    assert origin_of("juzhan.example", "510107001004") == "juzhan.example/510107/510107001004"
    assert origin_of("juzhan.example", "510107") == "juzhan.example/510107"


def test_a_checkpoint_of_three_lines_is_whole():
    # the example of C2SP tlog-checkpoint
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    checkpoint = Checkpoint.parse(text)
    assert (checkpoint.origin, checkpoint.head.size, checkpoint.extensions) == (
        "example.com/behind-the-sofa",
        20852163,
        (),
    )
    assert checkpoint.text == text


@pytest.mark.parametrize("text", ["no end of line", "", "a tab\there\n", "a bell\x07\n"])
def test_a_text_that_no_note_can_hold_is_not_signed(text):
    with pytest.raises(NoteError, match="no other control characters"):
        SIGNER.sign(text)


def signed_anyway(text: str) -> str:
    """A note over a text that :meth:`SignerKey.sign` would refuse."""
    signature = SIGNER.verifier.key_id + Ed25519PrivateKey.from_private_bytes(SEED).sign(text.encode())
    return f"{text}\n— {SIGNER.name} {b64encode(signature).decode()}\n"


def test_a_true_signature_does_not_make_a_note_of_any_text():
    assert open_note(signed_anyway("sound\n"), [SIGNER.verifier]) == "sound\n"
    for note in (signed_anyway("a tab\there\n"), signed_anyway("sound\n")[:-1]):
        with pytest.raises(NoteError, match="no signed note"):
            open_note(note, [SIGNER.verifier])


def test_a_note_has_a_hundred_signatures_at_most():
    assert open_note(f"{TEXT}\n" + BY_PETER * 100, [PETER]) == TEXT
    with pytest.raises(NoteError, match="at most 100"):
        open_note(f"{TEXT}\n" + BY_PETER * 101, [PETER])


def test_a_line_of_no_more_than_a_key_id_is_no_signature():
    empty, shortest = b64encode(bytes(4)).decode(), b64encode(bytes(5)).decode()
    assert open_note(f"{TEXT}\n{BY_PETER}— Somebody {shortest}\n", [PETER]) == TEXT
    with pytest.raises(NoteError, match="no signature"):
        open_note(f"{TEXT}\n{BY_PETER}— Somebody {empty}\n", [PETER])
