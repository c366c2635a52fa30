"""The cascade's process: it loads its models once and then holds conversations on a socket, one after the other."""

import atexit
import os
import select
import shutil
import subprocess
import tempfile
from pathlib import Path

from microturn.bench.cascade.config import CascadeConfig
from microturn.bench.cascade.lines import Kind, Line, unpack
from microturn.core.errors import BadConfig

START_S = 300.0  # models may have to be fetched
STOP_S = 5.0
PACKAGE = Path(__file__).parents[2]
PROGRAM = "microturn.bench.cascade.serve"


class Host:
    """`socket`: where it listens, a Unix socket that only this user can reach."""

    def __init__(self, config: CascadeConfig) -> None:
        """Raises BadConfig where it does not start."""
        self._config = config
        self._folder = Path(tempfile.mkdtemp(prefix="microturn-cascade-"))
        self.socket = self._folder / "socket"
        # its Python sees our package and nothing else of this environment
        (self._folder / PACKAGE.name).symlink_to(PACKAGE, target_is_directory=True)
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        self._process = self._start()
        atexit.register(self.stop)

    def ensure(self) -> None:
        """Starts it again where it has ended. Raises BadConfig."""
        if self._process.poll() is not None:
            end(self._process, 0)
            self._process = self._start()

    def stop(self) -> None:
        end(self._process, STOP_S)

    def last_words(self) -> str:
        """The last line of its log."""
        lines = (self._folder / "log").read_text(errors="replace").strip().splitlines()
        return lines[-1][:500] if lines else "nothing"

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [self._config.python, "-m", PROGRAM, str(self.socket), self._config.to_json()]
        env = {**os.environ, "PYTHONPATH": str(self._folder)}
        self.socket.unlink(missing_ok=True)
        with (self._folder / "log").open("wb") as log:
            process = subprocess.Popen(
                command, env=env, cwd=self._folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
            )
        line = self._first_line(process)
        if line.kind is not Kind.READY:
            end(process, 0)
            raise BadConfig(f"expected the cascade to start, it did not: {line.text}")
        return process

    def _first_line(self, process: "subprocess.Popen[bytes]") -> Line:
        assert process.stdout is not None
        if not select.select([process.stdout], [], [], START_S)[0]:
            return Line(Kind.BROKE, f"nothing came within {START_S:.0f} s; it said: {self.last_words()}")
        raw = process.stdout.readline()
        return unpack(raw) if raw else Line(Kind.BROKE, f"its process ended; it said: {self.last_words()}")


def end(process: "subprocess.Popen[bytes]", wait_s: float) -> None:
    """It ends when its input does, or is killed."""
    with process:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(wait_s)
        except subprocess.TimeoutExpired:
            process.kill()
