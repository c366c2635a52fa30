"""Real servers, as programs and over HTTP: what they do wrong costs their own calls only, and they start again."""

import asyncio
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from microturn.agent.mcp import McpConfig, McpServer, McpServers
from microturn.agent.tool import Output
from microturn.core.errors import BadConfig, ToolFailed

FOLDER = Path(__file__).parent / "servers"
TOOLS = f"{sys.executable} {FOLDER / 'tools.py'}"
START_S = 30.0  # beside other work
Work = Callable[[McpServers], Awaitable[None]]


class Hours:
    """A clock that a test moves."""

    time_s = 0.0

    def now_s(self) -> float:
        return self.time_s


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = start_http(port)
    yield f"http://127.0.0.1:{port}/mcp"
    program.kill()
    program.wait()


def start_http(port: int) -> subprocess.Popen[bytes]:
    program = subprocess.Popen([*TOOLS.split(), str(port)])
    start_s = time.perf_counter()
    while time.perf_counter() - start_s < START_S:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return program
        time.sleep(0.05)
    program.kill()
    raise AssertionError("expected the server of the test to start")


def work_with(configs: list[McpConfig], work: Work, hours: Hours | None = None, taken: tuple[str, ...] = ()) -> None:
    async def main() -> None:
        async with McpServers.connect(configs, taken, hours) as servers:
            await work(servers)
        assert len(asyncio.all_tasks()) == 1, "nothing runs on"

    asyncio.run(main())


def tools(call_s: float = START_S) -> McpConfig:
    return McpConfig(TOOLS, start_s=START_S, call_s=call_s)


async def call(servers: McpServers, name: str, **arguments: object) -> Output:
    return await next(tool for tool in servers.tools if tool.spec.name == name).call(arguments)


async def check_calls(servers: McpServers) -> None:
    specs = {tool.spec.name: tool.spec for tool in servers.tools}
    assert {"add", "crash", "hang", "files_read_all"} <= set(specs)
    assert specs["add"].description == "Add two numbers."
    assert set(specs["add"].parameters["properties"]) == {"a", "b"}
    assert await call(servers, "add", a=2, b=3) == Output("5")
    drawn = await call(servers, "draw")
    assert drawn.text == "One pixel.\n(a picture, shown to the user)"
    assert drawn.markdown.startswith("![draw](data:image/png;base64,iVBOR")
    long = await call(servers, "files_read_all")
    assert "12,000 characters left out" in long.text
    with pytest.raises(ToolFailed, match="expected fail to succeed, it said: Error executing tool fail"):
        await call(servers, "fail")
    with pytest.raises(ToolFailed, match="expected add to succeed"):
        await call(servers, "add", a="x")
    sums = await asyncio.gather(*[call(servers, "add", a=n, b=n) for n in range(10)])
    assert [output.text for output in sums] == [str(2 * n) for n in range(10)]


def test_a_program() -> None:
    work_with([tools()], check_calls)


def test_http(url: str) -> None:
    work_with([McpConfig(url, start_s=START_S)], check_calls)


def test_a_crash_is_followed_by_a_new_start() -> None:
    hours = Hours()

    async def work(servers: McpServers) -> None:
        first = await call(servers, "process")
        for wait_s in (0, 1, 2):
            hours.time_s += wait_s
            with pytest.raises(ToolFailed, match="expected the MCP server tools to run crash, got: Connection closed"):
                await call(servers, "crash")
        with pytest.raises(ToolFailed, match="it is tried again in 2 s"):
            await call(servers, "add", a=1, b=1)
        hours.time_s += 2
        assert (await call(servers, "process")).text != first.text
        with pytest.raises(ToolFailed, match="Connection closed"):
            await call(servers, "crash")
        assert (await call(servers, "add", a=1, b=1)).text == "2", "after a success it starts at once again"

    work_with([tools()], work, hours)


def test_a_crash_costs_the_calls_beside_it_only() -> None:
    async def work(servers: McpServers) -> None:
        hanging = asyncio.create_task(call(servers, "tools_hang"))
        other = next(tool for tool in servers.tools if tool.spec.name == "other_hang")
        there = asyncio.create_task(other.call({}))
        await asyncio.sleep(0.2)
        with pytest.raises(ToolFailed, match="Connection closed"):
            await call(servers, "tools_crash")
        with pytest.raises(ToolFailed, match="Connection closed"):
            await hanging
        assert (await call(servers, "other_add", a=1, b=2)).text == "3"
        assert not there.done()
        there.cancel()
        with pytest.raises(asyncio.CancelledError):
            await there
        assert (await call(servers, "other_add", a=1, b=2)).text == "3", "a cancelled call leaves the server"

    work_with([tools(), McpConfig(TOOLS, name="other", start_s=START_S)], work)


def test_a_hanging_tool_leaves_its_server() -> None:
    async def work(servers: McpServers) -> None:
        process = await call(servers, "process")
        with pytest.raises(ToolFailed, match=r"to run hang, got: no answer within 1\.5 s"):
            await call(servers, "hang")
        assert await call(servers, "process") == process

    work_with([tools(call_s=1.5)], work)


def test_a_hanging_server_starts_again() -> None:
    async def work(servers: McpServers) -> None:
        process = await call(servers, "process")
        with pytest.raises(ToolFailed, match=r"to run block, got: no answer within 1\.5 s"):
            await call(servers, "block")
        assert await call(servers, "process") != process

    work_with([tools(call_s=1.5)], work)


def test_http_that_goes_and_comes_back() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    programs = [start_http(port)]
    hours = Hours()

    async def work(servers: McpServers) -> None:
        assert (await call(servers, "add", a=1, b=2)).text == "3"
        with pytest.raises(ToolFailed, match=r"expected the MCP server 127\.0\.0\.1 to run crash"):
            await call(servers, "crash")
        programs[0].wait()
        with pytest.raises(ToolFailed, match=r"expected the MCP server 127\.0\.0\.1 to"):
            await call(servers, "add", a=1, b=2)
        programs.append(start_http(port))
        hours.time_s += 60
        assert (await call(servers, "add", a=1, b=2)).text == "3"

    try:
        work_with([McpConfig(f"http://127.0.0.1:{port}/mcp", start_s=10, call_s=10)], work, hours)
    finally:
        for program in programs:
            program.kill()
            program.wait()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nowhere/server", "No such file"),
        ("false", ""),
        (f"{sys.executable} {FOLDER / 'garbage.py'}", ""),
        ("sleep 60", "no answer within 2 s"),
        ("http://127.0.0.1:1/mcp", ""),
    ],
)
def test_servers_that_do_not_start(address: str, said: str, url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def work(servers: McpServers) -> None:
        assert {tool.spec.name for tool in servers.tools} >= {"add", "crash"}, "the others are there"

    with caplog.at_level(logging.WARNING):
        work_with([McpConfig(address, name="bad", start_s=2.0, call_s=2.0), McpConfig(url)], work)
    warning = next(line for line in caplog.messages if line.startswith("expected the MCP server bad to"))
    assert said in warning
    assert warning.endswith("its tools are left out")


def test_garbage_in_between() -> None:
    async def work(servers: McpServers) -> None:
        assert (await call(servers, "garbage")).text == "written"
        assert (await call(servers, "add", a=1, b=2)).text == "3"

    work_with([tools()], work)


def test_names_that_clash(url: str) -> None:
    async def work(servers: McpServers) -> None:
        names = [tool.spec.name for tool in servers.tools]
        assert len(set(names)) == len(names) == 18
        assert {"tools_add", "other_add", "tools_files_read_all", "other_files_read_all"} <= set(names)
        assert (await call(servers, "other_process")) != (await call(servers, "tools_process"))

    work_with([tools(), McpConfig(url, name="other"), McpConfig(url, name="other")], work)


def test_names_that_are_taken(url: str) -> None:
    async def work(servers: McpServers) -> None:
        names = [tool.spec.name for tool in servers.tools]
        assert "tools_add" in names
        assert "add" not in names
        assert "crash" in names

    work_with([McpConfig(url, name="tools")], work, taken=("add",))


def test_a_start_that_nobody_waits_for_goes_on() -> None:
    async def main() -> None:
        server = McpServer(tools())
        asking = asyncio.create_task(server.list_tools())
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert await server.list_tools()
        await server.close()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())


def test_titles() -> None:
    addresses = ("python -m weather", "npx -y files.js /tmp", "server", "http://example.org:8000/mcp", "/usr/bin/a.py")
    titles = [McpConfig(address).title for address in addresses]
    assert titles == ["weather", "files", "server", "example.org", "a"]
    assert McpConfig("server", name="mine").title == "mine"


@pytest.mark.parametrize("address", ["", "  ", "'unclosed", "http://", "https:///path"])
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(BadConfig, match="expected a command or an address"):
        McpConfig(address)


def test_times_that_are_none() -> None:
    with pytest.raises(BadConfig, match="above 0 s"):
        McpConfig("server", call_s=0)
