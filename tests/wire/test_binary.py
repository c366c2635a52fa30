"""Bytes in JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microturn.wire.binary import decode, encode


@given(st.binary(max_size=100))
def test_round_trip(data: bytes) -> None:
    assert decode(encode(data)) == data


def test_bad_base64_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"expected base64 \(Incorrect padding\)"):
        decode("AAA")
