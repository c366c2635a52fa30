import warnings

import numpy as np
import pytest

from microturn.audio import g711


@pytest.mark.parametrize(("law", "name"), [("pcmu", "ulaw"), ("pcma", "alaw")])
def test_decodes_as_the_standard_library(law: str, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        audioop = pytest.importorskip("audioop")  # gone in Python 3.13
    codes = bytes(range(256))
    theirs = np.frombuffer(getattr(audioop, f"{name}2lin")(codes, 2), np.int16)
    assert np.array_equal(np.rint(g711.decode(codes, law) * 32768).astype(np.int16), theirs)


@pytest.mark.parametrize("law", g711.LAWS)
def test_there_and_back(law: str) -> None:
    codes = bytes(range(256))
    again = g711.encode(g711.decode(codes, law), law)
    assert np.array_equal(g711.decode(again, law), g711.decode(codes, law))
    wave = np.sin(np.arange(8000) / 9).astype(np.float32) * np.float32(0.5)
    heard = g711.decode(g711.encode(wave, law), law)
    assert 10 * np.log10(np.mean(wave**2) / np.mean((heard - wave) ** 2)) > 35


@pytest.mark.parametrize("law", g711.LAWS)
def test_loud_and_empty(law: str) -> None:
    assert g711.encode(np.zeros(0, np.float32), law) == b""
    loud = g711.decode(g711.encode(np.array([-2.0, 2.0], np.float32), law), law)
    assert -1 <= loud[0] < -0.95
    assert 0.95 < loud[1] <= 1
