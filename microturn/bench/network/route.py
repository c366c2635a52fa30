"""The only way between a caller and a server, each in a network of its own; a condition decides what passes.

Packets are carried in user space, so this needs neither `tc netem` nor its kernel module. Both ends use the kernel's
own TCP and UDP: what a lost packet costs a WebSocket is what its retransmission takes.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field

from microturn.bench.network.carrier import READY, Count
from microturn.bench.network.condition import Condition
from microturn.bench.network.namespace import Network
from microturn.core.errors import EngineLost

CALLER, SERVER, BITS = "198.18.0.1", "198.18.0.2", 30  # of the range for benchmarks, RFC 2544
START_S = 30.0


@dataclass
class Carried:
    """What passed under a condition, known at its end. `out`: from the caller to the server."""

    out: Count = field(default_factory=Count)
    back: Count = field(default_factory=Count)


@dataclass(frozen=True)
class Route:
    """`devices`: files of the caller's and the server's end."""

    caller: Network
    server: Network
    devices: tuple[int, int]

    @property
    def prefix(self) -> tuple[str, ...]:
        """Before a command that shall run at the server's end."""
        return "nsenter", f"--net=/proc/{os.getpid()}/fd/{self.server.file}"

    @asynccontextmanager
    async def under(self, condition: Condition, seed: str = "") -> AsyncGenerator[Carried]:
        """Meanwhile packets pass as the condition says; before and after nothing does. Raises EngineLost."""
        words = [*map(str, self.devices), json.dumps(asdict(condition)), seed]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "microturn.bench.network.carrier", *words),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, pass_fds=self.devices,
            start_new_session=True,  # Ctrl-C is for the caller, who then ends it
        )  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        carried = Carried()
        try:
            first = await asyncio.wait_for(process.stdout.readline(), START_S)
            if first.decode().strip() != READY:
                raise EngineLost("expected packets to be carried, the process for it ended; see above")
            yield carried
        finally:
            process.stdin.close()
            last = await process.stdout.read()
            await process.wait()
        if not last:
            raise EngineLost("expected packets to be carried to the end, the process for it ended before; see above")
        found = json.loads(last)
        carried.out, carried.back = Count(**found["out"]), Count(**found["back"])


@contextmanager
def opened() -> Generator[Route]:
    """Raises BadConfig where this machine cannot or may not."""
    with ExitStack() as stack:
        networks = [Network.make() for _ in range(2)]
        for network in networks:
            stack.callback(network.close)
        devices = [network.attach(f"{address}/{BITS}") for network, address in zip(networks, (CALLER, SERVER))]
        for device in devices:
            stack.callback(os.close, device)
        yield Route(networks[0], networks[1], (devices[0], devices[1]))
