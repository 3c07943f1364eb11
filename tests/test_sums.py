"""Lists of hashes: readable by sha256sum, and told apart from what they list when something has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.sums import read_sums, sums

HASH = "ab" * 32


def test_a_list_reads_back_as_it_was_written():
    files = {"b.json": HASH, "æ ø.md": "cd" * 32}
    assert read_sums(sums(files)) == files
    assert read_sums(sums({})) == {}


@given(st.data())
def test_any_flipped_bit_of_a_list_is_found(data):
    content = bytearray(sums({"000023.json": HASH, "topics/a.md": "cd" * 32}))
    place = data.draw(st.integers(0, len(content) * 8 - 1))
    content[place // 8] ^= 1 << place % 8
    with pytest.raises(ValueError, match="damaged"):
        read_sums(bytes(content))


def test_each_line_is_one_of_sha256sum():
    assert sums({"a": HASH}).decode().splitlines()[0] == f"{HASH}  a"
