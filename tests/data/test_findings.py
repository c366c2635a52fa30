import numpy as np

from microturn.bench.results import RESULTS
from microturn.data.findings import SENTENCES, finding
from microturn.data.lookups import KINDS, lookup
from microturn.data.pool import key_of
from microturn.data.replies import is_bridge, is_handed_on


def test_what_is_found_has_no_holes_and_is_no_result_of_the_benchmark() -> None:
    rng = np.random.default_rng(0)
    found = [finding(rng) for _ in range(2000)]
    assert not any("{" in text or "}" in text for text in found)
    assert len(set(found)) > 20 * len(SENTENCES)
    assert not {key_of(text) for text in found} & {key_of(text) for text in RESULTS}


def test_what_must_be_looked_up_is_handed_on() -> None:
    rng = np.random.default_rng(0)
    pairs = [lookup(rng) for _ in range(2000)]
    assert all(is_bridge(reply) and is_handed_on(reply) for _, reply in pairs)
    assert not any("{" in text for pair in pairs for text in pair)
    assert len({request for request, _ in pairs}) > 20 * len(KINDS)


def test_orders_are_handed_on_and_talk_is_not() -> None:
    assert is_handed_on("Okay, turning on the kitchen lamp.")
    assert is_handed_on("Okay, three thirty then.")
    for reply in ("Okay, good.", "Okay, I'll stop.", "Okay, every four seconds.", "You're welcome.", "Okay."):
        assert not is_handed_on(reply)
