"""What is measured: our engine, another system behind a URL, the cascade, or a trivial player. Chosen by name."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from microturn.bench.baselines import AlwaysSpeaking, SilenceRule, Silent
from microturn.bench.drive import Player
from microturn.bench.fdb.players import AlwaysYielding, NeverYielding
from microturn.bench.suite.benchmark import Case
from microturn.core.errors import BadConfig
from microturn.engine.client import Session

ENGINE, CASCADE = "engine", "cascade"
TRIVIAL: dict[str, Callable[[], Player]] = {
    "silent": Silent,
    "always": AlwaysSpeaking,
    "silence-rule": SilenceRule,
    "never-yield": NeverYielding,
    "always-yield": AlwaysYielding,
}
REMOTE = ("ws://", "wss://", "gemini://")
EXPECTED = f"expected a target out of {ENGINE}, {CASCADE}, {', '.join(TRIVIAL)} or a URL (ws://, wss://, gemini://)"


@dataclass(frozen=True)
class Target:
    """`open` makes a session for an item; `is_live`: it runs in real time. `session`: one that can go together with
    others, where there are such. `name` is that of its folder and column."""

    name: str
    open: Callable[[Case], Player]
    is_live: bool = False
    session: Callable[[Case], Session] | None = None


def is_live(spec: str) -> bool:
    """Whether a target runs in real time, so that two at once would take each other's time."""
    return spec == CASCADE or spec.startswith(REMOTE)


def open_target(spec: str, checkpoint: str = "nano") -> Target:
    """Raises BadConfig for a name that is none, BadCheckpoint, and BadConfig where packages are missing."""
    if spec == ENGINE:
        make_session = _engine(checkpoint)
        return Target(ENGINE, make_session, session=make_session)
    if spec in TRIVIAL:
        make = TRIVIAL[spec]
        return Target(spec, lambda _: make())
    if spec == CASCADE:
        return import_module("microturn.bench.cascade.target").open_cascade()
    if spec.startswith(REMOTE):
        return import_module("microturn.bench.remote.target").open_remote(spec)
    raise BadConfig(f"{EXPECTED}, got {spec!r}")


def _engine(checkpoint: str) -> Callable[[Case], Session]:
    """Its weights are loaded now, and once; every item gets a session of its own, seeded by the item."""
    Session.open(checkpoint)
    return lambda case: Session.open(checkpoint, seed=case.seed)
