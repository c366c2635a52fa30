"""Python code that a model wrote, run where it can do no harm. Knows not what the code is for.

Bubblewrap gives it an empty file system with a read-only Python, no network and no other process to see. A filter of
system calls (seccomp.py) keeps it one process with one thread, so that the limits on that process are limits on all
that runs: RLIMIT_NPROC would not hold, the kernel does not count it for root.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from microturn.agent.arguments import text_of
from microturn.agent.excerpt import shorten
from microturn.agent.seccomp import program
from microturn.agent.tool import Output, Spec
from microturn.core.errors import BadConfig, ToolFailed

MAX_CODE_CHARS = 20_000
MAX_READ_BYTES = 1_000_000  # code that writes more is stopped
MAX_AT_ONCE = 2
CHECK_S = 10.0

# Sets the limits on its own process, then runs what comes on standard input. A file, so that a traceback shows lines.
INSIDE = """
import json, resource, sys
limits = json.loads(sys.argv.pop())
for name, most in limits.items():
    resource.setrlimit(getattr(resource, name), (most, most))
with open("/tmp/main.py", "w") as file:
    file.write(sys.stdin.read())
sys.argv[:] = ["main.py"]
code = compile(open("/tmp/main.py").read(), "/tmp/main.py", "exec")
main = {"__name__": "__main__", "__builtins__": __builtins__}
del json, resource, limits, name, most, file
exec(code, main)
"""


@dataclass(frozen=True)
class Limits:
    """Of one run; `max_chars` of what it wrote are kept. Raises BadConfig."""

    cpu_s: int = 5
    wall_s: float = 10.0
    memory_bytes: int = 512 << 20
    disk_bytes: int = 16 << 20
    num_files: int = 64
    max_chars: int = 8000

    def __post_init__(self) -> None:
        if min(asdict(self).values()) <= 0:
            raise BadConfig(f"expected limits above 0, got {self}")

    def as_json(self) -> str:
        limits = {
            "RLIMIT_AS": self.memory_bytes, "RLIMIT_CPU": self.cpu_s, "RLIMIT_FSIZE": self.disk_bytes,
            "RLIMIT_NOFILE": self.num_files, "RLIMIT_CORE": 0,
        }  # fmt: skip
        return json.dumps(limits)


@dataclass(frozen=True)
class Sandbox:
    """One that was found to work here: see `find_sandbox`."""

    command: tuple[str, ...]
    filter: bytes


class Python:
    """Runs one snippet at a time in a sandbox of its own; nothing is kept from one to the next."""

    def __init__(self, sandbox: Sandbox, limits: Limits | None = None) -> None:
        self.limits, self._sandbox = limits or Limits(), sandbox
        self._seats = asyncio.Semaphore(MAX_AT_ONCE)  # more calls wait

    @property
    def spec(self) -> Spec:
        bounds = f"{self.limits.wall_s:g} seconds and {self.limits.memory_bytes >> 20} MB"
        about = (
            "Run a Python program and read what it prints. Standard library only; no network, no files, one thread, "
            f"at most {bounds}. Nothing is kept between runs."
        )
        code = {"type": "string", "description": "a whole program; print() what you want to know"}
        return Spec("run_python", about, {"type": "object", "properties": {"code": code}, "required": ["code"]})

    async def call(self, arguments: dict[str, Any]) -> Output:
        """Raises ToolFailed when the code took too long; an error of its own is output like any other."""
        text_of(arguments, "code", MAX_CODE_CHARS)
        code = str(arguments["code"]).encode(errors="replace")  # blanks in front of it matter
        async with self._seats:
            written, status = await self._run(code)
        if status is None:
            stopped = "\n(stopped: it wrote too much)"
        elif status in (128 + 24, 128 + 9):  # SIGXCPU, or the kernel's SIGKILL
            raise ToolFailed(f"expected the code to end within {self.limits.cpu_s} s of computing, it did not")
        else:
            stopped = f"\n(ended with status {status})" if status else ""
        text = shorten(written.decode(errors="replace").rstrip(), self.limits.max_chars) + stopped
        return Output(text.strip() or "(nothing was printed)")

    async def _run(self, code: bytes) -> tuple[bytes, int | None]:
        """What was written, and the exit status: None for code that wrote too much. Raises ToolFailed."""
        async with _running(self._sandbox, self.limits) as process:
            assert process.stdin is not None and process.stdout is not None
            try:
                async with asyncio.timeout(self.limits.wall_s):
                    with suppress(ConnectionError):
                        process.stdin.write(code)
                        await process.stdin.drain()
                    process.stdin.close()
                    written = await _read(process.stdout)
                    return written, None if len(written) > MAX_READ_BYTES else await process.wait()
            except TimeoutError as error:
                raise ToolFailed(f"expected the code to end within {self.limits.wall_s:g} s, it did not") from error


def find_sandbox(name: str = "bwrap") -> Sandbox:
    """Tries bubblewrap out, which takes a moment. Raises ToolFailed with the reason where there is none."""
    bwrap, filter_ = shutil.which(name), program()
    if bwrap is None:
        raise ToolFailed(f"expected bubblewrap to run Python in, found no `{name}`: apt-get install bubblewrap")
    if filter_ is None:
        raise ToolFailed("expected an x86-64 or ARM64 processor under Linux to run Python in a sandbox")
    sandbox = Sandbox((bwrap, *_isolation(), *_python()), filter_)
    with _filter_file(filter_) as file:
        command = _command(sandbox, Limits(), file)
        try:
            done = subprocess.run(
                command, input=b"print(6 * 7)", capture_output=True, pass_fds=[file], timeout=CHECK_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ToolFailed(f"expected bubblewrap to run Python, got: {error}") from error
    if done.returncode != 0 or done.stdout != b"42\n":
        why = done.stderr.decode(errors="replace").strip()[-300:]
        raise ToolFailed(f"expected bubblewrap to run Python, got: {why or done.returncode} (user namespaces allowed?)")
    return sandbox


def _isolation() -> list[str]:
    """Nothing of the host but its C libraries; the user is nobody, without any capability."""
    arguments = ["--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv"]
    arguments += ["--cap-drop", "ALL", "--uid", "65534", "--gid", "65534", "--hostname", "sandbox"]
    for folder in ("/usr/lib", "/usr/lib64", "/lib", "/lib64"):
        path = Path(folder)
        if path.is_symlink():
            arguments += ["--symlink", os.readlink(path), folder]
        elif path.is_dir():
            arguments += ["--ro-bind", folder, folder]
    if Path("/usr/share/zoneinfo").is_dir():
        arguments += ["--ro-bind", "/usr/share/zoneinfo", "/usr/share/zoneinfo"]
    for device in ("null", "zero", "urandom"):  # no /dev/shm: it has no limit
        arguments += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    return [*arguments, "--dir", "/home"]


def _python() -> list[str]:
    """The interpreter that runs this, and its library without installed packages, as /python."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    program, library = Path(sys.base_prefix, "bin", name).resolve(), Path(sysconfig.get_path("stdlib"))
    arguments = ["--ro-bind", str(program), f"/python/bin/{name}", "--ro-bind", str(library), f"/python/lib/{name}"]
    for shared in sorted(Path(sys.base_prefix, "lib").glob("libpython*.so*")):
        arguments += ["--ro-bind", str(shared.resolve()), f"/python/lib/{shared.name}"]
    for packages in ("site-packages", "dist-packages"):
        if (library / packages).is_dir():
            arguments += ["--tmpfs", f"/python/lib/{name}/{packages}", "--remount-ro", f"/python/lib/{name}/{packages}"]
    return [*arguments, "--setenv", "LD_LIBRARY_PATH", "/python/lib", "--setenv", "LANG", "C.UTF-8"]


def _command(sandbox: Sandbox, limits: Limits, filter_file: int) -> list[str]:
    name = f"/python/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    inside = [name, "-I", "-S", "-B", "-u", "-c", INSIDE, limits.as_json()]
    folder = ["--size", str(limits.disk_bytes), "--tmpfs", "/tmp", "--chdir", "/tmp", "--remount-ro", "/"]
    return [*sandbox.command, *folder, "--seccomp", str(filter_file), "--", *inside]


@contextmanager
def _filter_file(filter_: bytes) -> Generator[int]:
    """A pipe that holds the filter, for one start."""
    reading, writing = os.pipe()
    try:
        os.write(writing, filter_)  # well below what a pipe takes
        os.close(writing)
        yield reading
    finally:
        os.close(reading)


@asynccontextmanager
async def _running(sandbox: Sandbox, limits: Limits) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Whatever happens, nothing of it runs any more in the end."""
    pipe, merged = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
    with _filter_file(sandbox.filter) as file:
        command = _command(sandbox, limits, file)
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, stderr=merged, pass_fds=[file]
            )
        except OSError as error:
            raise ToolFailed(f"expected bubblewrap to start, got: {error}") from error
    try:
        yield process
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    """Bubblewrap's child is the first process of the sandbox: the kernel ends the others with it, and bubblewrap, who
    waits for it, ends then and leaves no orphan."""
    if process.returncode is None:
        with suppress(OSError, ValueError):
            for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
                os.kill(int(child), 9)
        with suppress(TimeoutError):
            await asyncio.wait_for(_end(process), 1.0)
        with suppress(ProcessLookupError):
            process.kill()
    await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    """Reads to the end: a pipe that is full or open keeps the process from being over."""
    assert process.stdout is not None
    while await process.stdout.read(1 << 16):
        pass
    await process.wait()


async def _read(stream: asyncio.StreamReader) -> bytes:
    """All of it, or a little more than MAX_READ_BYTES."""
    written = bytearray()
    while len(written) <= MAX_READ_BYTES and (chunk := await stream.read(1 << 16)):
        written += chunk
    return bytes(written)
