"""Attempts to break out of the sandbox, or to wear the machine out: each ends soon and leaves nothing behind."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from microturn.agent import seccomp
from microturn.agent.sandbox import INSIDE, Limits, Python, Sandbox, find_sandbox
from microturn.core.errors import BadConfig, ToolFailed

LIMITS = Limits(cpu_s=1, wall_s=30.0, memory_bytes=256 << 20)
SOON_S = 30.0  # beside other work; seconds where the machine is free


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    try:
        return find_sandbox()
    except ToolFailed as failed:
        pytest.skip(str(failed))


def run(sandbox: Sandbox, code: str, limits: Limits = LIMITS) -> str:
    start_s = time.perf_counter()
    try:
        return asyncio.run(Python(sandbox, limits).call({"code": code})).text
    finally:
        assert time.perf_counter() - start_s < SOON_S
        assert not left_over()


def left_over() -> list[int]:
    """Processes of a sandbox that this one started, or that lost who started them."""
    start_s, left = time.perf_counter(), sandboxed()
    while left and time.perf_counter() - start_s < 2:
        time.sleep(0.01)
        left = sandboxed()
    return left


def name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


def sandboxed() -> list[int]:
    found = list[int]()
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and INSIDE.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def test_output(sandbox: Sandbox) -> None:
    assert run(sandbox, "print(sum(range(10)))") == "45"
    assert run(sandbox, "import sys\nprint('a')\nprint('b', file=sys.stderr)") == "a\nb"
    assert run(sandbox, "pass") == "(nothing was printed)"
    assert run(sandbox, "print('é', '\\udc80'.encode(errors='surrogatepass'))").startswith("é")
    assert run(sandbox, "print(input())").endswith("EOFError: EOF when reading a line\n(ended with status 1)")


def test_errors_are_output(sandbox: Sandbox) -> None:
    text = run(sandbox, "def half(x):\n    return x / 0\nhalf(1)")
    assert 'File "/tmp/main.py", line 2, in half\n    return x / 0' in text
    assert text.endswith("ZeroDivisionError: division by zero\n(ended with status 1)")
    assert "SyntaxError" in run(sandbox, "print(")
    assert run(sandbox, "import sys; sys.exit(3)") == "(ended with status 3)"
    assert run(sandbox, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)") == "(ended with status 139)"


def test_the_library_is_there(sandbox: Sandbox) -> None:
    code = "import asyncio, ctypes, decimal, json, sqlite3, statistics, zoneinfo\nasyncio.run(asyncio.sleep(0))\n"
    code += "class A: pass\nprint(A.__module__, statistics.mean([1, 2]))\n"
    code += "print(sqlite3.connect('a.db').execute('select 1').fetchone())"
    assert run(sandbox, code) == "__main__ 1.5\n(1,)"


def test_nothing_is_kept(sandbox: Sandbox) -> None:
    run(sandbox, "open('/tmp/note', 'w').write('x')")
    assert run(sandbox, "import os; print(os.listdir('/tmp'))") == "['main.py']"


@pytest.mark.parametrize(
    "path", ["/etc/shadow", "/etc/passwd", "/root", "/work", "/proc/1/environ", "/sys", "/dev/shm"]
)
def test_files_of_the_host(sandbox: Sandbox, path: str) -> None:
    code = f"import os\nprint(os.listdir({path!r}) if os.path.isdir({path!r}) else open({path!r}).read())"
    assert "FileNotFoundError" in run(sandbox, code)


def test_what_there_is(sandbox: Sandbox) -> None:
    code = (
        "import os; print(sorted(os.listdir('/')), os.listdir('/home'), os.getuid(), sorted(os.environ), os.getppid())"
    )
    text = run(sandbox, code)
    assert text.startswith("['dev', 'home', 'lib'")
    assert text.endswith("[] 65534 ['LANG', 'LD_LIBRARY_PATH', 'PWD'] 1")
    packages = "import os, sys; print([os.listdir(p) for p in __import__('glob').glob('/python/lib/*/*-packages')])"
    assert set(run(sandbox, packages)) <= set("[], ")


@pytest.mark.parametrize("path", ["/x", "/usr/lib/x", "/home/x", "/python/x", "/dev/x", "/lib/x"])
def test_writing_outside(sandbox: Sandbox, path: str) -> None:
    assert "Read-only file system" in run(sandbox, f"open({path!r}, 'w')")


def test_the_network(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        text = run(sandbox, f"import socket; socket.create_connection(('127.0.0.1', {port}), 1)")
    assert "Operation not permitted" in text
    families = "import socket\nfor f in (1, 2, 10, 16, 17, 40):\n"
    families += "  try: socket.socket(f, 2)\n  except PermissionError: print(f)"
    assert run(sandbox, families).split() == ["1", "2", "10", "16", "17", "40"]


def test_fork_bomb(sandbox: Sandbox) -> None:
    bomb = "import os\nwhile True:\n  try: os.fork()\n  except OSError as e: print(e); break"
    assert "Operation not permitted" in run(sandbox, bomb)


def test_fork_bomb_by_hand(sandbox: Sandbox) -> None:
    """The calls themselves, past the C library: fork, vfork, clone, clone3 by their x86-64 numbers, and x32's."""
    code = "import ctypes\nc = ctypes.CDLL(None, use_errno=True)\n"
    code += "for n in (57, 58, 56, 435):\n  print(c.syscall(n, 0, 0, 0, 0, 0), ctypes.get_errno(), flush=True)\n"
    code += "c.syscall(0x40000039)\nprint('alive')"
    if os.uname().machine != "x86_64":
        pytest.skip("numbers of another processor")
    assert run(sandbox, code) == "-1 1\n-1 1\n-1 1\n-1 38\n(ended with status 159)"


def test_threads(sandbox: Sandbox) -> None:
    assert "can't start new thread" in run(sandbox, "import threading; threading.Thread(target=print).start()")


def test_daemons(sandbox: Sandbox) -> None:
    code = "import subprocess, sys\nsleep = [sys.executable, '-c', 'import time; time.sleep(99)']\n"
    code += "subprocess.Popen(sleep, start_new_session=True)"
    assert "Operation not permitted" in run(sandbox, code)


def test_signals_to_others(sandbox: Sandbox) -> None:
    code = f"import os\nos.kill(1, 9)\ntry: os.kill({os.getpid()}, 9)\nexcept ProcessLookupError: print('nobody')\n"
    assert run(sandbox, code) == "nobody"


def test_memory(sandbox: Sandbox) -> None:
    assert "MemoryError" in run(sandbox, "x = bytearray(10 << 30)")
    assert "MemoryError" in run(sandbox, "x = []\nwhile True: x.append(bytearray(1 << 20))")
    assert "Operation not permitted" in run(sandbox, "import os; os.memfd_create('x')")


def test_limits_cannot_be_raised(sandbox: Sandbox) -> None:
    code = "import resource as r\nr.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))"
    assert "not allowed to raise maximum limit" in run(sandbox, code)


def test_disk(sandbox: Sandbox) -> None:
    fill = "for i in range(9):\n  with open(f'/tmp/{i}', 'wb') as f: f.write(bytes(4 << 20))"
    assert "No space left on device" in run(sandbox, fill)
    assert "File too large" in run(sandbox, "open('/tmp/x', 'wb').truncate(1 << 40)")
    assert "Too many open files" in run(sandbox, "fs = [open('/tmp/main.py') for _ in range(99)]")


def test_endless_loop(sandbox: Sandbox) -> None:
    with pytest.raises(ToolFailed, match="within 1 s of computing"):
        run(sandbox, "while True: pass")
    deaf = "import signal\nfor s in set(range(1, 32)) - {9, 19}: signal.signal(s, signal.SIG_IGN)\nwhile True: pass"
    with pytest.raises(ToolFailed, match="within 1 s of computing"):
        run(sandbox, deaf)


def test_endless_sleep(sandbox: Sandbox) -> None:
    with pytest.raises(ToolFailed, match="within 1 s, it did not"):
        run(sandbox, "import time; time.sleep(99)", Limits(wall_s=1.0))
    with pytest.raises(ToolFailed, match="within 1 s, it did not"):
        run(sandbox, "import os, time\nos.close(0); os.close(1); os.close(2)\ntime.sleep(99)", Limits(wall_s=1.0))


def test_endless_output(sandbox: Sandbox) -> None:
    text = run(sandbox, "while True: print('x' * 1000)")
    assert text.endswith("(stopped: it wrote too much)")
    assert len(text) < LIMITS.max_chars + 100


def test_long_output_is_cut(sandbox: Sandbox) -> None:
    text = run(sandbox, "for i in range(20000): print(i)")
    assert text.startswith("0\n1\n2\n")
    assert text.endswith("19998\n19999")
    assert len(text) < LIMITS.max_chars + 100


def test_a_cancelled_call_leaves_nothing(sandbox: Sandbox) -> None:
    async def main() -> None:
        tool = Python(sandbox, LIMITS)
        call = asyncio.create_task(tool.call({"code": "import time; time.sleep(99)"}))
        while not sandboxed():
            await asyncio.sleep(0.01)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert not left_over()
        assert (await tool.call({"code": "print(1)"})).text == "1"

    asyncio.run(main())


def test_it_dies_with_who_started_it(sandbox: Sandbox) -> None:
    code = "import asyncio\nfrom microturn.agent.sandbox import Python, find_sandbox\n"
    code += "asyncio.run(Python(find_sandbox()).call({'code': 'import time; time.sleep(99)'}))"
    starter = subprocess.Popen([sys.executable, "-c", code])
    while not any(name_of(pid).startswith("python") for pid in sandboxed()):  # bubblewrap is all set up
        assert starter.poll() is None
        time.sleep(0.02)
    starter.kill()
    starter.wait()
    assert not left_over()


def test_several_at_once(sandbox: Sandbox) -> None:
    async def main() -> list[str]:
        tool = Python(sandbox, LIMITS)
        return [output.text for output in await asyncio.gather(*[tool.call({"code": f"print({n})"}) for n in range(6)])]

    assert asyncio.run(main()) == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize("code", [None, "", " \n", 5, "#" * 20_001])
def test_code_that_is_none(code: object) -> None:
    with pytest.raises(ToolFailed, match="expected `code`"):
        asyncio.run(Python(Sandbox(("false",), b"")).call({"code": code}))


def test_a_sandbox_that_went_away() -> None:
    with pytest.raises(ToolFailed, match="expected bubblewrap to start"):
        asyncio.run(Python(Sandbox(("/nowhere/bwrap",), b"")).call({"code": "print(1)"}))


def test_without_bubblewrap() -> None:
    with pytest.raises(ToolFailed, match="apt-get install bubblewrap"):
        find_sandbox("bwrap-that-is-nowhere")


def test_where_it_is_not_allowed(tmp_path: Path) -> None:
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'No permissions to create new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    with pytest.raises(ToolFailed, match=r"No permissions.*user namespaces allowed"):
        find_sandbox(str(fake))


def test_limits_are_checked() -> None:
    with pytest.raises(BadConfig, match="above 0"):
        Limits(cpu_s=0)


def test_the_filter_is_whole() -> None:
    filter_ = seccomp.program()
    if filter_ is None:
        pytest.skip("a processor that is not known")
    assert len(filter_) % 8 == 0
    assert len(filter_) < 4096, "fits into a pipe"
