"""Small tools for tests: each does one thing, good or bad."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from microturn.agent.tool import Output, Spec
from microturn.core.errors import ToolFailed


@dataclass
class FakeTool:
    """Answers with `output` after `delay_s`. `error`: why it fails. `bug`: raised as it is."""

    name: str = "clock"
    output: Output = Output("12:30")  # noqa: RUF009  frozen
    delay_s: float = 0.0
    error: str = ""
    bug: Exception | None = None
    seen: list[dict[str, Any]] = field(default_factory=lambda: [])
    num_running: int = 0
    most_running: int = 0

    @property
    def spec(self) -> Spec:
        return Spec(self.name, "For tests.")

    async def call(self, arguments: dict[str, Any]) -> Output:
        self.seen.append(arguments)
        self.num_running += 1
        self.most_running = max(self.most_running, self.num_running)
        try:
            await asyncio.sleep(self.delay_s)
        finally:
            self.num_running -= 1
        if self.bug:
            raise self.bug
        if self.error:
            raise ToolFailed(self.error)
        return self.output
