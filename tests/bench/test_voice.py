import numpy as np
import pytest

from microturn.bench.voice import Stretch, covered_s, first_after, is_voiced, lasting_past, stretches
from microturn.core.units import MOUTH_HZ


def tone(*parts: tuple[float, float], seconds: float = 5.0) -> np.ndarray:
    times = np.arange(round(seconds * MOUTH_HZ)) / MOUTH_HZ
    on = sum((times >= a) & (times < b) for a, b in parts)
    return (0.1 * np.sin(2 * np.pi * 220 * times) * on).astype(np.float32)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], []),
        ([(1.0, 2.0)], [(1.0, 2.0)]),
        ([(1.0, 1.3), (1.7, 2.0)], [(1.0, 2.0)]),
        ([(1.0, 1.3), (1.9, 2.2)], [(1.0, 1.3), (1.9, 2.2)]),
        ([(1.0, 1.03), (3.0, 3.5)], [(3.0, 3.5)]),
        ([(1.0, 1.03), (1.09, 1.5)], [(1.0, 1.5)]),
        ([(4.0, 5.0)], [(4.0, 5.0)]),
    ],
    ids=["none", "one", "a short gap", "a long gap", "a click", "a plosive", "to the end"],
)
def test_stretches(parts: list[tuple[float, float]], expected: list[tuple[float, float]]) -> None:
    found = stretches(is_voiced(tone(*parts), MOUTH_HZ))
    assert np.allclose(found, expected, atol=0.011) if expected else found == []


def test_a_faint_hiss_is_not_voice() -> None:
    hiss = np.random.default_rng(0).standard_normal(MOUTH_HZ).astype(np.float32) * 10 ** (-55 / 20)
    assert not is_voiced(hiss, MOUTH_HZ).any()


def test_finding_among_stretches() -> None:
    voice = [Stretch(1, 2), Stretch(3, 5)]
    assert covered_s(voice, 1.5, 4.0) == pytest.approx(1.5)
    assert lasting_past(voice, 1.9) == voice[0]
    assert lasting_past(voice, 2.0) == voice[1]
    assert first_after(voice, 1.1) == voice[1]
    assert first_after(voice, 3.1) is None
