"""What is configured is there, and gone afterwards."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from microturn.agent.sandbox import find_sandbox
from microturn.agent.toolbox import Toolbox, ToolboxConfig
from microturn.core.errors import BadConfig, ToolFailed
from tests.agent.endpoint import Endpoint, serving

SERVER = f"{sys.executable} {Path(__file__).parent / 'servers' / 'tools.py'}"


def names(toolbox: Toolbox) -> list[str]:
    return [tool.spec.name for tool in toolbox.tools]


async def call(toolbox: Toolbox, name: str, **arguments: object) -> str:
    [tool] = [tool for tool in toolbox.tools if tool.spec.name == name]
    return (await tool.call(arguments)).text


def test_the_smallest() -> None:
    async def main() -> None:
        async with Toolbox(ToolboxConfig()) as toolbox:
            assert names(toolbox) == ["calculate", "current_time"]
            assert await call(toolbox, "calculate", expression="6 * 7") == "42"
        assert toolbox.tools == []

    asyncio.run(main())


def test_all_of_it() -> None:
    async def main() -> None:
        found = json.dumps({"results": [{"title": "Rhine", "url": "https://example.org", "content": "A river."}]})
        async with serving(Endpoint(found.encode())) as endpoint:
            config = ToolboxConfig(endpoint.url + "/?q={query}", (SERVER, "/nowhere/server"))
            async with Toolbox(config) as toolbox:
                assert len(set(names(toolbox))) == len(names(toolbox))
                assert "A river." in await call(toolbox, "search_web", query="rhine")
                assert await call(toolbox, "add", a=1, b=2) == "3"
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())


def test_python_where_there_is_a_sandbox() -> None:
    try:
        find_sandbox()
    except ToolFailed as failed:
        pytest.skip(str(failed))

    async def main() -> None:
        async with Toolbox(ToolboxConfig(has_python=True)) as toolbox:
            assert await call(toolbox, "run_python", code="print(6 * 7)") == "42"

    asyncio.run(main())


def test_python_is_left_out_where_there_is_none(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        path = os.environ["PATH"]
        os.environ["PATH"] = "/nowhere"
        try:
            async with Toolbox(ToolboxConfig(has_python=True)) as toolbox:
                assert "run_python" not in names(toolbox)
        finally:
            os.environ["PATH"] = path

    asyncio.run(main())
    assert "apt-get install bubblewrap" in caplog.text
    assert "run_python is left out" in caplog.text


def test_configs_that_are_none() -> None:
    with pytest.raises(BadConfig, match="expected the address of a search"):
        ToolboxConfig(search_url="example.org")
    with pytest.raises(BadConfig, match="of an MCP server"):
        ToolboxConfig(mcp=("",))
