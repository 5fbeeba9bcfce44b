"""The tree gives the roots and proofs of RFC 6962, and no changed proof passes."""

from __future__ import annotations

import random

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.record import SHA256, SM3, Head, verify_consistency, verify_inclusion
from tests.domain.record.logs import MemoryTiles, often, plain_root, tree_of

# The reference tree of the Certificate Transparency project: eight leaves, the root of every size.
REFERENCE = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    0: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    5: [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    2: [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    6: [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
LEAVES = [SHA256.leaf(data) for data in REFERENCE]


def numbered_leaves(count: int) -> list[bytes]:
    return [SHA256.leaf(b"%d" % number) for number in range(count)]


def reference_head(size: int) -> Head:
    return Head(size, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize("size", range(9))
def test_the_reference_tree_has_the_published_roots(size):
    assert tree_of(LEAVES[:size]).root().hex() == ROOTS[size]


@pytest.mark.parametrize("index", INCLUSION)
def test_the_reference_tree_has_the_published_inclusion_proofs(index):
    proof = tree_of(LEAVES).inclusion_proof(index)
    assert [step.hex() for step in proof] == INCLUSION[index]
    assert verify_inclusion(SHA256, LEAVES[index], index, proof, reference_head(8))


@pytest.mark.parametrize("old", CONSISTENCY)
def test_the_reference_tree_has_the_published_consistency_proofs(old):
    proof = tree_of(LEAVES).consistency_proof(old)
    assert [step.hex() for step in proof] == CONSISTENCY[old]
    assert verify_consistency(SHA256, reference_head(old), reference_head(8), proof)


def test_sm3_hashes_the_published_example():
    assert SM3.digest(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_tree_may_be_hashed_with_sm3():
    leaves = [SM3.leaf(data) for data in REFERENCE]
    tree = tree_of(leaves, SM3)
    assert tree.root() == plain_root(leaves, SM3) != tree_of(LEAVES).root()
    assert verify_inclusion(SM3, leaves[3], 3, tree.inclusion_proof(3), tree.head)
    assert not verify_inclusion(SHA256, leaves[3], 3, tree.inclusion_proof(3), tree.head)


def test_roots_and_proofs_equal_those_of_pymerkle_for_every_size_to_300():
    peer = pymerkle.InmemoryTree(algorithm="sha256")
    leaves = numbered_leaves(300)
    for size in range(301):
        tree = tree_of(leaves[:size])
        assert tree.root() == (peer.get_root() if size else peer.hash_empty())
        for index in {0, size // 3, size - 1} if size else ():
            ours, theirs = tree.inclusion_proof(index), peer.prove_inclusion(index + 1, size).path
            assert {leaves[index], *ours} == set(theirs)
        for old in {1, size // 2, size - 1} & set(range(1, size)):
            assert verify_consistency(SHA256, tree_of(leaves[:old]).head, tree.head, tree.consistency_proof(old))
        peer.append_entry(b"%d" % size)


def test_proofs_verify_in_large_trees_of_awkward_sizes():
    leaves = numbered_leaves(66_000)
    chance = random.Random(7)
    power = Head(65_536, plain_root(leaves[:65_536]))
    for size in (65_537, 66_000):
        tree = tree_of(leaves[:size])
        assert tree.root() == plain_root(leaves[:size])
        assert verify_consistency(SHA256, power, tree.head, tree.consistency_proof(power.size))
        for index in [0, 65_535, 65_536, *chance.sample(range(size), 30)]:
            assert verify_inclusion(SHA256, leaves[index], index, tree.inclusion_proof(index), tree.head)
        for old in (255, 257, 1_000):
            small = tree_of(leaves[:old]).head
            assert verify_consistency(SHA256, small, tree.head, tree.consistency_proof(old))


@often
@given(st.integers(1, 600), st.data())
def test_every_leaf_of_every_tree_can_be_proved_and_no_other_place_or_size_passes(size, data):
    leaves = numbered_leaves(size)
    index = data.draw(st.integers(0, size - 1))
    tree = tree_of(leaves)
    proof = tree.inclusion_proof(index)
    assert verify_inclusion(SHA256, leaves[index], index, proof, tree.head)
    for elsewhere in {index - 1, index + 1, index ^ 1} - {index}:
        assert not verify_inclusion(SHA256, leaves[index], elsewhere, proof, tree.head)
    assert not verify_inclusion(SHA256, leaves[index], index, proof, Head(size, bytes(32)))
    assert not verify_inclusion(SHA256, leaves[index], index, [*proof, bytes(32)], tree.head)
    assert not proof or not verify_inclusion(SHA256, leaves[index], index, proof[:-1], tree.head)
    assert not verify_inclusion(SHA256, bytes(32), index, proof, tree.head)


@often
@given(st.integers(1, 600), st.data())
def test_a_tree_extends_every_smaller_one_and_no_changed_proof_passes(size, data):
    leaves = numbered_leaves(size)
    tree, old = tree_of(leaves), tree_of(leaves[: data.draw(st.integers(1, size))]).head
    proof = tree.consistency_proof(old.size)
    assert verify_consistency(SHA256, old, tree.head, proof)
    assert not verify_consistency(SHA256, Head(old.size, bytes(32)), tree.head, proof)
    assert not verify_consistency(SHA256, old, Head(size, bytes(32)), proof)
    assert not verify_consistency(SHA256, old, tree.head, [*proof, bytes(32)])
    for place in range(len(proof)):
        wrong = [*proof[:place], bytes(32), *proof[place + 1 :]]
        assert not verify_consistency(SHA256, old, tree.head, wrong)
        assert not verify_consistency(SHA256, old, tree.head, proof[:place])


@often
@given(st.lists(st.integers(0, 700), max_size=6))
def test_a_tree_grown_in_steps_is_the_tree_made_at_once(steps):
    leaves, tiles, size = numbered_leaves(sum(steps)), MemoryTiles(), 0
    for step in steps:
        root = tiles.add(SHA256, size, leaves[size : size + step])
        size += step
        assert root == plain_root(leaves[:size])
    whole = MemoryTiles()
    whole.add(SHA256, 0, leaves)
    assert tiles == whole


def test_a_leaf_beyond_the_tree_and_a_smaller_tree_cannot_be_proved_from():
    tree = tree_of(numbered_leaves(5))
    with pytest.raises(IndexError, match="leaf 5 is not in a tree of 5"):
        tree.inclusion_proof(5)
    with pytest.raises(IndexError, match="a tree of 5 does not extend one of 6"):
        tree.consistency_proof(6)
    assert not verify_consistency(SHA256, Head(0, SHA256.empty), tree.head, [])
    assert not verify_consistency(SHA256, tree.head, Head(3, bytes(32)), [])
