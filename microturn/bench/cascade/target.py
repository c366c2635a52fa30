"""The cascade as a live target of the suite: played as a remote session is, over a socket of this machine."""

import os
from collections.abc import Callable

from microturn.bench.cascade.config import from_env
from microturn.bench.cascade.host import Host
from microturn.bench.cascade.link import CascadeLink
from microturn.bench.remote.pace import Pace
from microturn.bench.remote.player import RemotePlayer
from microturn.bench.remote.target import wall
from microturn.bench.suite.targets import CASCADE, Target


class CascadePlayer(RemotePlayer):
    """`marks`: "cpu_s_per_min", CPU seconds of the whole cascade a minute of its session."""

    @property
    def marks(self) -> dict[str, float]:
        return dict(self._link.marks) if isinstance(self._link, CascadeLink) else {}


def open_cascade() -> Target:
    """Its models are loaded now, and once; every item gets a pipeline and a context of its own. Raises BadConfig."""
    return target_of(Host(from_env(os.environ)))


def target_of(host: Host, make_pace: Callable[[], Pace] = wall) -> Target:
    """`host`: started already; it is started again where it has ended."""

    def open_player() -> RemotePlayer:
        host.ensure()
        return CascadePlayer.open(lambda playback: CascadeLink.open(host, playback), make_pace())

    return Target(CASCADE, lambda _: open_player(), is_live=True)
