"""A background model that answers from a list, for sessions that hand work on."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

from microturn.agent.agent import Agent
from microturn.agent.chat import Call, Message, Text
from microturn.agent.tool import Spec
from tests.fakes import FakeClock

Answer = Sequence[Text | Call | Exception]


@dataclass
class Thinker:
    """`answers`: one a request, in order. `asked`, `specs`: what it was sent. Waits until `may_go` is set."""

    answers: list[Answer]
    asked: list[Sequence[Message]] = field(default_factory=lambda: [])
    specs: list[Sequence[Spec]] = field(default_factory=lambda: [])
    may_go: asyncio.Event | None = None
    context_chars: int = 4_000
    sees_images: bool = False

    async def stream(
        self, messages: Sequence[Message], specs: Sequence[Spec] = ()
    ) -> AsyncGenerator[Text | Call, None]:
        self.asked.append(list(messages))
        self.specs.append(specs)
        if self.may_go:
            await self.may_go.wait()
        for piece in self.answers.pop(0):
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def close(self) -> None: ...


def agent(*answers: Answer, may_go: asyncio.Event | None = None) -> Agent:
    return Agent(Thinker(list(answers), may_go=may_go), (), FakeClock())


async def settle() -> None:
    """Lets everything that can happen without waiting happen."""
    for _ in range(20):
        await asyncio.sleep(0)
