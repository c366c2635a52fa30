"""Tools of others, over the Model Context Protocol: programs that are started here, or servers at an address.

Each connection is owned by a task of its own, since what the protocol's client opens has to be closed by the task
that opened it. A server that crashes, hangs or sends garbage costs the calls to its own tools, nothing else; a later
call starts it again. Knows no model.
"""

import asyncio
import logging
import shlex
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeVar
from urllib.parse import urlsplit

from mcp import Client, StdioServerParameters, types

from microturn.agent.mcp_content import to_output, tool_name
from microturn.agent.tool import Output, Spec, Tool
from microturn.core.clock import Clock, SystemClock
from microturn.core.errors import BadConfig, ToolFailed

logger = logging.getLogger(__name__)
MAX_TOOLS = 100  # of one server
MAX_PAGES = 10
MAX_ABOUT_CHARS = 1000
CHECK_S = 2.0  # for a server to show that it is there
CLOSE_S = 8.0  # more than the client takes to end a program that does not want to
FIRST_WAIT_S, MAX_WAIT_S = 1.0, 60.0
Answer = TypeVar("Answer")
Question = Callable[[Client], Awaitable[Answer]]


@dataclass(frozen=True)
class McpConfig:
    """`address`: a command with its arguments, or http(s)://... `name`: "" for one made of the address.
    `start_s`, `call_s`: until a start or a call counts as failed. Raises BadConfig."""

    address: str
    name: str = ""
    start_s: float = 20.0
    call_s: float = 60.0

    def __post_init__(self) -> None:
        try:
            words = shlex.split(self.address)
        except ValueError as error:
            raise BadConfig(f"expected a command or an address of an MCP server, got {self.address!r}") from error
        if not words or (self.is_http and not urlsplit(self.address).hostname):
            raise BadConfig(f"expected a command or an address of an MCP server, got {self.address!r}")
        if min(self.start_s, self.call_s) <= 0:
            raise BadConfig(f"expected times above 0 s for an MCP server, got {self.start_s} and {self.call_s}")

    @property
    def is_http(self) -> bool:
        return self.address.startswith(("http://", "https://"))

    @property
    def title(self) -> str:
        """ "python -m weather" is `weather`, "npx files.js" is `files`, "http://example.org/mcp" is `example.org`."""
        if self.is_http:
            return self.name or urlsplit(self.address).hostname or "server"
        words = [word for word in shlex.split(self.address) if not word.startswith("-")]
        return self.name or PurePath(words[min(1, len(words) - 1)]).stem

    def target(self) -> str | StdioServerParameters:
        if self.is_http:
            return self.address
        command, *arguments = shlex.split(self.address)
        return StdioServerParameters(command=command, args=arguments)


class _Connection:
    """One start of a server. `client`: None until it has answered."""

    def __init__(self, config: McpConfig) -> None:
        self.client: Client | None = None
        self._config, self._ready, self._stop = config, asyncio.Event(), asyncio.Event()
        self._error: Exception | None = None
        self.task = asyncio.create_task(self._own(), name=f"mcp {config.title}")

    async def ready(self) -> Client:
        """Raises ToolFailed when the server does not start in time."""
        try:
            async with asyncio.timeout(self._config.start_s):
                await self._ready.wait()
        except TimeoutError:
            self._error = TimeoutError(f"no answer within {self._config.start_s:g} s")
        if self.client is None:
            self.task.cancel()
            raise ToolFailed(f"expected the MCP server {self._config.title} to start, got: {_said(self._error)}")
        return self.client

    def stop(self) -> None:
        self._stop.set()
        if self.client is None:
            self.task.cancel()

    async def _own(self) -> None:
        try:
            async with Client(self._config.target()) as client:
                self.client = client
                self._ready.set()
                await self._stop.wait()
        except Exception as error:  # of whatever kind: the server is not ours, and costs its own calls only
            self._error = error
            logger.info("MCP server %s: %s", self._config.title, _said(error))
        finally:
            self._stop.set()
            self._ready.set()

    @property
    def is_over(self) -> bool:
        return self._stop.is_set()


class McpServer:
    """Starts when it is first needed, and again after it was lost: at once the first time, then ever more slowly until
    a call succeeds."""

    def __init__(self, config: McpConfig, clock: Clock | None = None) -> None:
        self.config, self._clock = config, clock or SystemClock()
        self._connection: _Connection | None = None
        self._tasks: set[asyncio.Task[None]] = set()  # those that still close, too
        self._opening = asyncio.Lock()
        self._num_losses, self._not_before_s = 0, float("-inf")

    async def list_tools(self) -> list[types.Tool]:
        """Raises ToolFailed."""
        return await self._ask("list its tools", _list_tools)

    async def call(self, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        """Raises ToolFailed."""
        result = await self._ask(f"run {name}", lambda client: client.call_tool(name, arguments))
        self._num_losses = 0
        return result

    async def close(self) -> None:
        if self._connection is not None:
            self._connection.stop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=CLOSE_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _ask(self, what: str, question: Question[Answer]) -> Answer:
        connection, client = await self._connected()
        try:
            async with asyncio.timeout(self.config.call_s):
                return await question(client)
        except Exception as error:  # of whatever kind, as above
            if not await _is_there(client):
                self._lose(connection)
            said = f"no answer within {self.config.call_s:g} s" if isinstance(error, TimeoutError) else _said(error)
            raise ToolFailed(f"expected the MCP server {self.config.title} to {what}, got: {said}") from error

    async def _connected(self) -> tuple[_Connection, Client]:
        async with self._opening:
            connection = self._connection
            if connection is not None and connection.is_over:
                self._lose(connection)
            if self._connection is None:
                self._connection = self._start()
            try:
                return self._connection, await self._connection.ready()
            except ToolFailed:
                self._lose(self._connection)
                raise

    def _start(self) -> _Connection:
        wait_s = self._not_before_s - self._clock.now_s()
        if wait_s > 0:
            raise ToolFailed(f"expected the MCP server {self.config.title} to run, it is tried again in {wait_s:.0f} s")
        connection = _Connection(self.config)
        self._tasks.add(connection.task)
        connection.task.add_done_callback(self._tasks.discard)
        return connection

    def _lose(self, connection: _Connection) -> None:
        connection.stop()
        if self._connection is connection:
            self._connection = None
            wait_s = min(FIRST_WAIT_S * 2 ** (self._num_losses - 1), MAX_WAIT_S) if self._num_losses else 0.0
            self._num_losses += 1
            self._not_before_s = self._clock.now_s() + wait_s


@dataclass(frozen=True)
class McpTool:
    """`name`: as the server calls it; the model may know it by another."""

    spec: Spec
    name: str
    server: McpServer

    async def call(self, arguments: dict[str, Any]) -> Output:
        return to_output(self.name, await self.server.call(self.name, arguments))


class McpServers:
    """`tools`: of all servers that could be reached when they were connected."""

    def __init__(self, servers: Sequence[McpServer]) -> None:
        self._servers = servers
        self.tools: list[Tool] = []

    @classmethod
    @asynccontextmanager
    async def connect(
        cls, configs: Sequence[McpConfig], taken: Sequence[str] = (), clock: Clock | None = None
    ) -> AsyncGenerator["McpServers"]:
        """All at once. A server that does not answer is left out with a warning. `taken`: names of other tools."""
        servers = cls([McpServer(config, clock) for config in configs])
        try:
            await servers._list(taken)
            yield servers
        finally:
            await asyncio.gather(*[server.close() for server in servers._servers])

    async def _list(self, taken: Sequence[str]) -> None:
        lists = await asyncio.gather(*[_tools_of(server) for server in self._servers])
        found = [(server, tool) for server, tools in zip(self._servers, lists, strict=True) for tool in tools]
        plain = [*taken, *[tool_name(tool.name) for _, tool in found]]
        names = set(taken)
        for server, tool in found:
            name = tool_name(tool.name)
            if plain.count(name) > 1:
                name = tool_name(f"{server.config.title}_{tool.name}")
            if name in names:
                logger.warning("MCP server %s: a second tool %s is left out", server.config.title, name)
                continue
            names.add(name)
            about = (tool.description or tool.title or tool.name)[:MAX_ABOUT_CHARS]
            self.tools.append(McpTool(Spec(name, about, tool.input_schema), tool.name, server))


async def _tools_of(server: McpServer) -> list[types.Tool]:
    try:
        return await server.list_tools()
    except ToolFailed as failed:
        logger.warning("%s; its tools are left out", failed)
        return []


async def _list_tools(client: Client) -> list[types.Tool]:
    tools, cursor = list[types.Tool](), None
    for _ in range(MAX_PAGES):
        page = await client.list_tools(cursor=cursor)
        tools += page.tools
        cursor = page.next_cursor
        if not cursor:
            break
    return tools[:MAX_TOOLS]


async def _is_there(client: Client) -> bool:
    """Whether the server still answers anything at all."""
    try:
        async with asyncio.timeout(CHECK_S):
            await client.list_tools(cache_mode="bypass")
    except Exception:  # of whatever kind, as above
        return False
    return True


def _said(error: BaseException | None) -> str:
    """One line; of a group, what its first one said."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return " ".join(str(error).split())[:300] or type(error).__name__
