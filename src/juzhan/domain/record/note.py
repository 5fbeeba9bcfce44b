"""A note is text that carries its signatures (C2SP signed-note, Ed25519 as RFC 8032); anyone with the key can check it.

A verifier key is written ``name+keyid+base64(0x01 || public key)``, where keyid is the first four bytes of
``SHA-256(name || 0x0A || 0x01 || public key)`` in hexadecimal.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator

from attrs import frozen
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_MOST_SIGNATURES = 100


class NoteError(ValueError):
    """The text is no signed note, or no known key has signed it."""


@frozen
class VerifierKey:
    """A public key with the name it signs under."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Four bytes that say which key a signature line is by."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read a verifier key; a wrong id, kind or length is a NoteError."""
        name, key_id, encoded = [*text.split("+", 2), "", ""][:3]
        key = cls(name, _decode(encoded)[1:])
        if not _NAME.fullmatch(name) or len(key.public) != 32 or str(key) != text or key.key_id.hex() != key_id:
            raise NoteError("that is no Ed25519 verifier key")
        return key


@frozen
class SignerKey:
    """A private key (32 bytes of seed) with the name it signs under."""

    name: str
    _private: Ed25519PrivateKey

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> SignerKey:
        """Make a signer; a name with spaces or plus signs is a NoteError."""
        if not _NAME.fullmatch(name):
            raise NoteError(f"{name!r} cannot name a key: no spaces, no plus sign, not empty")
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def verifier(self) -> VerifierKey:
        """The public half, to be published."""
        public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return VerifierKey(self.name, public)

    def sign(self, text: str) -> str:
        """Write the note: the text, a blank line, one signature line. The text ends with a newline."""
        if not text.endswith("\n") or _CONTROL.search(text):
            raise NoteError("a note ends with a newline and has no other control characters")
        signature = self.verifier.key_id + self._private.sign(text.encode())
        return f"{text}\n— {self.name} {b64encode(signature).decode()}\n"


def open_note(note: str, keys: Iterable[VerifierKey]) -> str:
    """Give the text of a note that at least one of the keys has signed and none has signed wrongly."""
    text, signatures = _split(note)
    known = {(key.name, key.key_id): key for key in keys}
    if not sum([_signed(known.get((name, data[:4])), data[4:], text) for name, data in signatures]):
        raise NoteError("no known key has signed this note")
    return text


def _signed(key: VerifierKey | None, signature: bytes, text: str) -> bool:
    if key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        raise NoteError(f"the signature of {key.name} is wrong") from None
    return True


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    text, blank, lines = note.rpartition("\n\n")
    text += "\n"
    if not blank or not lines.endswith("\n") or _CONTROL.search(note):
        raise NoteError("that is no signed note")
    signatures = list(_signature_lines(lines[:-1].split("\n")))
    if len(signatures) > _MOST_SIGNATURES:
        raise NoteError(f"a note has at most {_MOST_SIGNATURES} signatures")
    return text, signatures


def _signature_lines(lines: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for line in lines:
        match line.split(" "):
            case ["—", name, encoded] if _NAME.fullmatch(name) and len(data := _decode(encoded)) > 4:
                yield name, data
            case _:
                raise NoteError("a line under the note is no signature")


def _decode(encoded: str) -> bytes:
    try:
        return b64decode(encoded, validate=True)
    except ValueError:
        return b""
