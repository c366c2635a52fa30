"""How many servers there should be, by what their admission says."""

from types import SimpleNamespace

import pytest

from microturn.core.messages import Load
from microturn.deploy.figures import FULL_SHARE, SPARE_ROOM, figures, wanted
from microturn.deploy.ray import policy
from microturn.engine.fleet import Fleet, FleetConfig
from microturn.engine.remote import Engine, EngineConfig


@pytest.mark.parametrize(
    ("rooms", "shares", "num", "found"),
    [
        ([], [], 1, 1),  # nothing is known yet
        ([4], [0.0], 1, 1),
        ([SPARE_ROOM - 1], [0.1], 1, 2),  # too little room
        ([0, 0, 0], [0.6, 0.7, 0.7], 3, 4),
        ([4, 4], [FULL_SHARE * 1.1, FULL_SHARE], 2, 3),  # too much work
        ([4, 4, 4], [0.2, 0.1, 0.1], 3, 1),
        ([0, 4], [0.3, 0.0], 2, 2),  # the one with room may be the one that goes
        ([2, 4], [0.3, 0.0], 2, 1),
    ],
)
def test_how_many(rooms: list[float], shares: list[float], num: int, found: int) -> None:
    assert wanted(rooms, shares, num) == found
    metrics = {name: dict(enumerate(values)) for name, values in (("room", rooms), ("share", shares))}
    assert policy(SimpleNamespace(aggregated_metrics=metrics, current_num_replicas=num)) == (found, {})


class Running(Engine):
    """Without a process."""

    @property
    def is_ready(self) -> bool:
        return True


def test_figures_are_of_the_engines_that_run() -> None:
    fleet = Fleet(FleetConfig(num_replicas=3))
    assert figures(fleet) == {"room": 0, "share": 0}
    fleet.engines[:2] = [Running(EngineConfig()) for _ in range(2)]
    for engine, load in zip(fleet.engines, (Load(5, share=0.4), Load(3, share=0.2), Load(9, share=0.9))):
        engine.load = load
    assert figures(fleet) == pytest.approx({"room": 8, "share": 0.3})


def test_without_figures_it_stays() -> None:
    assert policy(SimpleNamespace(aggregated_metrics=None, current_num_replicas=2)) == (2, {})
