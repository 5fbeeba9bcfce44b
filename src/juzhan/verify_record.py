"""Check a Juzhan record anywhere: one file of plain Python, no database, no network, nothing to install.
核验居站存证：一个纯 Python 文件，不用数据库和网络，也不用安装任何东西。

    python verify_record.py FILE [--key KEY] [--known FILE]

FILE is a bundle (a whole log) or a receipt (one entry with its proof). Exit status 0: all is sound; 1: it is not, and
the first bad entry is named by its index, counted from 0.

How it works: the hashes of the entries are the leaves of a Merkle tree (RFC 6962); a checkpoint states how many entries
there are and the root of their tree, signed with Ed25519 (RFC 8032, C2SP signed-note). A bundle is a header, then in
turn the hashes of some entries, those entries, and each checkpoint at its place. An entry changed, dropped or moved does
not fit its hash, which names it. If its hash was changed too, the next checkpoint names the stretch since the last one.

No file can prove that its key is the right one (give --key as the authority publishes it), nor that it is not an old
copy without later entries (give --known: a receipt, bundle or checkpoint kept from earlier).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

LONGEST_LINE = 1 << 20
Point = tuple[int, int, int, int]


class Bad(Exception):
    """Why the file is not believed, in Chinese and English; ``first`` to ``last`` are the indexes of bad entries."""

    def __init__(self, zh: str, en: str, first: int | None = None, last: int | None = None) -> None:
        self.first, self.last = first, first if last is None else last
        at = "" if first is None else f"{first}" if self.last == first else f"{first}-{self.last}"
        super().__init__(f"{at and f'序号 {at}：'}{zh} / {at and f'index {at}: '}{en}")


P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(p: Point, q: Point) -> Point:
    """Add two points of the curve."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(data: bytes) -> Point:
    """Read a point; bytes that are none are a ValueError."""
    y, sign = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if len(data) != 32 or x * x % P != square or y >= P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the owner of the public key has signed the message (Ed25519, RFC 8032, section 5.1)."""
    (x, y, z, t), s = point(public), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus = (P - x, y, z, P - t)
    sums, total = {1: BASE, 2: minus, 3: add(BASE, minus)}, (0, 1, 1, 0)
    for bit in range(252, -1, -1):  # s * BASE - k * key, both at once
        total = add(total, total)
        if choice := (s >> bit & 1) + 2 * (k >> bit & 1):
            total = add(total, sums[choice])
    over = pow(total[2], -1, P)
    x, y = total[0] * over % P, total[1] * over % P
    return s < ORDER and len(signature) == 64 and signature[:32] == (y | (x & 1) << 255).to_bytes(32, "little")


class Log:
    """What a file says of its log: its name, its hash, and the keys, one of which must have signed a checkpoint."""

    def __init__(self, header: dict[str, Any], trusted: Sequence[str]) -> None:
        self.origin, self.suite, self.keys = header["origin"], header["hash"], header["keys"]
        if self.suite not in {"sha256", "sm3"} & hashlib.algorithms_available:
            raise Bad(f"本机 Python 没有散列算法 {self.suite}", f"this Python has no hash {self.suite}")
        if trusted and not set(self.keys) <= set(trusted):
            raise Bad(f"文件用的是别的公钥 {self.keys}", f"the file goes by other keys: {self.keys}")

    def hash(self, *parts: bytes) -> bytes:
        """Hash a byte 0 and an entry, a byte 1 and two subtrees, or a byte 2, a salt and personal data."""
        return hashlib.new(self.suite, b"".join(parts)).digest()

    def climb(self, node: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
        """The root of a tree of ``size`` leaves, from one of them and the hashes beside its way up."""
        if size == 1 and not proof:
            return node
        left = 1 << (size - 1).bit_length() - 1
        if index < left:
            return self.hash(b"\1", self.climb(node, index, left, proof[:-1]), proof[-1])
        return self.hash(b"\1", proof[-1], self.climb(node, index - left, size - left, proof[:-1]))

    def open(self, note: str, first: int | None = None, last: int | None = None) -> tuple[int, bytes, str]:
        """Check the signature of a checkpoint and give its size, root and time."""
        text, _, signatures = note.rpartition("\n\n")
        lines = [line.removeprefix("— ").split(" ") for line in signatures.removesuffix("\n").split("\n")]
        given = {(name, plain(data)[:4].hex()): plain(data)[4:] for name, data in lines}
        keys = [key.split("+", 2) for key in self.keys]
        public = {(name, key_id): plain(data).removeprefix(b"\1") for name, key_id, data in keys}
        if not any(signed_by(public[key], f"{text}\n".encode(), given[key]) for key in public.keys() & given.keys()):
            raise Bad("检查点没有公钥对应的签名", "the checkpoint is not signed with the key", first, last)
        origin, size, root, *more = text.split("\n")
        extra = dict(line.split(" ", 1) for line in more)
        if origin != self.origin or extra.get("hash", "sha256") != self.suite:
            raise Bad("检查点属于另一个日志", "the checkpoint is of another log", first, last)
        return int(size), plain(root), extra.get("time", "")


class Tree:
    """A Merkle tree that only grows: the roots of its complete subtrees, largest first (RFC 6962, section 2.1)."""

    def __init__(self, log: Log, size: int = 0, peaks: tuple[bytes, ...] = ()) -> None:
        self.log, self.size, self.peaks = log, size, list(peaks)

    def add(self, leaf: bytes) -> None:
        """Add a leaf; two complete subtrees of the same height become one."""
        rest = self.size
        while rest & 1:
            leaf, rest = self.log.hash(b"\1", self.peaks.pop(), leaf), rest >> 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Hash the subtrees together from the right."""
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = self.log.hash(b"\1", peak, root)
        return root


class Bundle:
    """A whole log, line by line: ``told`` is the tree of its entries, ``said`` the tree of the hashes given for them."""

    def __init__(self, log: Log, known: dict[int, bytes]) -> None:
        self.log, self.known, self.time = log, known, ""
        self.told = self.said = Tree(log)
        self.hashes: list[str] = []
        self.entries: list[bytes] = []
        self.suspect: Bad | None = None
        self.sound = self.checkpoints = 0

    def read(self, line: bytes) -> None:
        """Take one line: the hashes of the next entries, a checkpoint, or an entry."""
        if line.startswith(b'{"first":'):
            self.compare()
            if load(line)["first"] != self.said.size:
                raise Bad("前面缺少散列行", "lines of hashes are missing before this one", self.said.size)
            self.hashes = load(line)["leaves"]
        elif line.startswith(b'{"checkpoint":'):
            self.compare()
            self.check(load(line)["checkpoint"])
        else:
            self.entries.append(line)

    def compare(self) -> None:
        """Hold the entries just read against the hashes given for them, and let both trees grow."""
        leaves, first = [self.log.hash(b"\0", entry) for entry in self.entries], self.told.size
        told = [leaf.hex() for leaf in leaves]
        if told != self.hashes and not self.suspect:
            self.suspect = difference(told, self.hashes, first)
            self.said = Tree(self.log, first, tuple(self.told.peaks))
        for leaf in leaves:
            self.told.add(leaf)
            if not self.suspect and self.known.get(self.told.size, b"") not in (b"", self.told.root()):
                raise Bad("与您保存的不符", "differs from what you kept", self.sound, self.told.size - 1)
        for text in self.hashes if self.suspect else []:
            self.said.add(bytes.fromhex(text))
        self.hashes, self.entries = [], []

    def check(self, note: str) -> None:
        """Hold the trees against a signed checkpoint: it proves the entries, or their hashes only, or neither."""
        last = self.told.size - 1
        size, root, self.time = self.log.open(note, self.sound, last)
        proved = [tree for tree in (self.told, self.said) if tree.size == size > self.sound and tree.root() == root]
        if self.suspect and proved:
            raise self.suspect
        if not proved:
            en = "some of these were changed, dropped or added, with their hashes"
            raise Bad("其中有条目连同散列被改、删或加", en, self.sound, max(last, size - 1))
        self.sound, self.checkpoints = size, self.checkpoints + 1

    def finish(self, size: int, checkpoints: int) -> str:
        """Refuse a file that ends early or goes on after its last checkpoint."""
        self.compare()
        end = max(size, *self.known, 0)
        if self.suspect:
            raise self.suspect
        if self.told.size < end:
            raise Bad("日志被截短，缺这些条目", "the log is cut short here", self.told.size, end - 1)
        if self.told.size > self.sound:
            raise Bad("没有检查点证明这些条目", "no checkpoint proves these", self.sound, self.told.size - 1)
        if (self.sound, self.checkpoints) != (size, checkpoints):
            raise Bad("首行与检查点不符", "the header does not fit the checkpoints")
        return f"{size} 条，{checkpoints} 个检查点 / {size} entries, {checkpoints} checkpoints, last of {self.time}"


def difference(told: list[str], said: list[str], first: int) -> Bad:
    """Name the first place where entries do not fit their hashes, and what seems to have happened there."""
    i = 0
    while told[i : i + 1] == said[i : i + 1]:
        i += 1
    here, there = told[i : i + 1], said[i : i + 1]
    if len(told) < len(said) and here in ([], said[i + 1 : i + 2]):
        return Bad("此条缺失", "the entry is missing", first + i)
    if len(told) > len(said) and there in ([], told[i + 1 : i + 2]):
        return Bad("此处多出一条", "an entry too many", first + i)
    if {*here, *there} <= {*told} & {*said}:
        return Bad("条目次序被调换", "entries have changed places", first + i)
    return Bad("条目被改动，与散列不符", "the entry was changed, it does not fit its hash", first + i)


def receipt(found: dict[str, Any], log: Log) -> str:
    """Check one entry: its proof leads to the signed root; personal data shown with it is what it committed to."""
    entry, index = found["entry"], found["index"]
    size, root, time = log.open(found["checkpoint"])
    proof = [bytes.fromhex(step) for step in found["proof"]]
    if not 0 <= index < size or log.climb(log.hash(b"\0", entry.encode()), index, size, proof) != root:
        raise Bad("条目不在签名的日志里", "the entry is not in the log that was signed", index)
    for name, shown in found["shown"].items():
        committed = log.hash(b"\2", bytes.fromhex(shown["salt"]), shown["value"].encode())
        if json.loads(entry)["commitments"].get(name) != committed.hex():
            raise Bad(f"{name} 与存证不符", f"{name} is not what the entry committed to", index)
    return f"序号 {index}，日志共 {size} 条 / index {index} in a log of {size}, checkpoint of {time}"


def load(line: bytes) -> dict[str, Any]:
    """Read a line as one JSON object, written the one right way: no white space, no key twice."""
    value = json.loads(line)
    if not isinstance(value, dict) or json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() != line:
        raise ValueError("not an object in plain JSON")
    return value


def plain(text: str) -> bytes:
    """Decode base64, written the one right way."""
    if base64.b64encode(data := base64.b64decode(text)).decode() != text:
        raise ValueError("not base64")
    return data


def verify(file: BinaryIO, trusted: Sequence[str] = (), known: str | None = None) -> str:
    """Check a bundle or a receipt and say what is sound, or raise Bad; ``known`` is a checkpoint kept from earlier."""
    first = None
    try:
        header = load(file.readline(LONGEST_LINE).removesuffix(b"\n"))
        log = Log(header, trusted)
        if header["format"] == "juzhan-record-receipt/1" and not file.read(1):
            return f"{receipt(header, log)}\n{log.origin} {log.keys}"
        if header["format"] != "juzhan-record-bundle/1":
            raise ValueError("neither a bundle nor a receipt alone")
        bundle = Bundle(log, dict([log.open(known)[:2]]) if known else {})
        while line := file.readline(LONGEST_LINE):
            first = bundle.told.size
            bundle.read(line.removesuffix(b"\n"))
        return f"{bundle.finish(header['size'], header['checkpoints'])}\n{log.origin} {log.keys}"
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as problem:
        raise Bad("文件不完整或格式不对", f"the file is damaged or of another kind ({problem})", first) from None


def kept(path: str) -> str:
    """Find the last checkpoint in a receipt or a bundle; any other text is taken for a checkpoint itself."""
    with open(path, encoding="utf-8") as file:
        found = [line for line in file if line.startswith(('{"checkpoint":', '{"format":"juzhan-record-receipt/1"'))]
    return str(json.loads(found[-1])["checkpoint"]) if found else Path(path).read_text(encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, check the file, say what was found."""
    parser = argparse.ArgumentParser(description="核验居站存证 / check a Juzhan record")
    parser.add_argument("file", metavar="FILE", help="存证包或回执 / bundle or receipt")
    parser.add_argument("--key", action="append", default=[], help="公布的公钥 / a key as published")
    parser.add_argument("--known", metavar="FILE", help="以前保存的回执、存证包或检查点 / kept from earlier")
    given = parser.parse_args(arguments)
    try:
        with open(given.file, "rb") as file:
            said, status = verify(file, given.key, kept(given.known) if given.known else None), 0
    except (Bad, OSError, ValueError) as problem:
        said, status = str(problem), 1
    sys.stdout.buffer.write(f"{('可信 / sound', '不可信 / not sound')[status]}: {said}\n".encode())
    return status


if __name__ == "__main__":
    sys.exit(main())
