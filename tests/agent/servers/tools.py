"""An MCP server for tests, run as a program: `tools.py`, or `tools.py PORT` for streamable HTTP on the loopback."""

import asyncio
import os
import sys
import time

from mcp.server.mcpserver import MCPServer
from mcp.types import ImageContent, TextContent

server = MCPServer("tools", log_level="ERROR")
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@server.tool()
def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


@server.tool()
def crash() -> str:
    """End the server's process."""
    os._exit(1)


@server.tool()
async def hang() -> str:
    """Never answer, while others may be called."""
    await asyncio.sleep(60)
    return "late"


@server.tool()
async def block() -> str:
    """Never answer, nor let others."""
    time.sleep(60)
    return "late"


@server.tool()
def fail() -> str:
    """Raise an error."""
    raise ValueError("no such thing")


@server.tool()
def garbage() -> str:
    """Write what is no message where messages go."""
    os.write(1, b"this is no JSON\n\xff\xfe\n{}\n")
    return "written"


@server.tool()
def draw() -> list[TextContent | ImageContent]:
    """A picture of one pixel."""
    return [TextContent(text="One pixel."), ImageContent(data=PIXEL, mime_type="image/png")]


@server.tool()
def process() -> int:
    """The number of the server's process."""
    return os.getpid()


@server.tool(name="files/read all")
def read_all() -> str:
    """A name that models' endpoints do not take."""
    return "x" * 20_000


if __name__ == "__main__":
    if len(sys.argv) > 1:
        server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))
    else:
        server.run("stdio")
