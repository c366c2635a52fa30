"""The tools of an agent, opened and closed together as they are configured. Knows no model and no conversation."""

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType

import httpx2

from microturn.agent.calculator import Calculator
from microturn.agent.clock import Now
from microturn.agent.mcp import McpConfig, McpServers
from microturn.agent.sandbox import Python, find_sandbox
from microturn.agent.search import SearchConfig, WebSearch
from microturn.agent.tool import Tool
from microturn.core.errors import ToolFailed

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ToolboxConfig:
    """`search_url`: see SearchConfig, None for no search. `mcp`: commands and addresses, see McpConfig. Raises
    BadConfig."""

    search_url: str | None = None
    mcp: tuple[str, ...] = ()
    has_python: bool = False

    def __post_init__(self) -> None:
        self.search()
        self.servers()

    def search(self) -> SearchConfig | None:
        return SearchConfig(self.search_url) if self.search_url is not None else None

    def servers(self) -> list[McpConfig]:
        return [McpConfig(address) for address in self.mcp]


class Toolbox:
    """`tools` are there inside its block, each with a name of its own; timers are each session's. What does not start
    is left out with a warning."""

    def __init__(self, config: ToolboxConfig) -> None:
        self.tools: list[Tool] = []
        self._config, self._stack = config, AsyncExitStack()

    async def __aenter__(self) -> "Toolbox":
        async with AsyncExitStack() as stack:
            self.tools = [Calculator(), Now()]
            self.tools += await self._search(stack)
            self.tools += await self._python()
            taken = [tool.spec.name for tool in self.tools]
            self.tools += (await stack.enter_async_context(McpServers.connect(self._config.servers(), taken))).tools
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tools = []
        await self._stack.aclose()

    async def _search(self, stack: AsyncExitStack) -> list[Tool]:
        config = self._config.search()
        if config is None:
            return []
        client = await asyncio.to_thread(httpx2.AsyncClient)  # reads certificates
        return [WebSearch(config, await stack.enter_async_context(client))]

    async def _python(self) -> list[Tool]:
        if not self._config.has_python:
            return []
        try:
            return [Python(await asyncio.to_thread(find_sandbox))]
        except ToolFailed as failed:
            logger.warning("%s; run_python is left out", failed)
            return []
