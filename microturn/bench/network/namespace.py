"""Networks of their own inside this machine (Linux): a process in one sees nothing of the others'. Leaves no traces:
a network is gone with the last file or process that holds it, a device with its file.
"""

import ctypes
import fcntl
import os
import struct
import subprocess
from collections.abc import Generator
from contextlib import contextmanager

from microturn.core.errors import BadConfig

NEW_NETWORK = 0x40000000  # CLONE_NEWNET, see unshare(2)
OWN = "/proc/thread-self/ns/net"
TUN, SET_DEVICE = "/dev/net/tun", 0x400454CA  # TUNSETIFF, Documentation/networking/tuntap.rst of Linux
PACKETS, BARE = 0x0001, 0x1000  # IFF_TUN, IFF_NO_PI: IP packets and nothing before them
DEVICE = "way0"
HOW = "run it on Linux as root, or as `unshare --map-root-user --net microturn bench network`"


class Network:
    """One of them. `file`: holds it open. Threads enter it one by one."""

    def __init__(self, file: int) -> None:
        self.file = file

    @staticmethod
    def make() -> "Network":
        """An empty one. Raises BadConfig where that is not allowed."""
        try:
            before = os.open(OWN, os.O_RDONLY)
        except OSError as error:
            raise BadConfig(f"expected network namespaces, found none ({error}); {HOW}") from error
        try:
            _call("unshare", NEW_NETWORK)
            made = Network(os.open(OWN, os.O_RDONLY))
            _call("setns", before, NEW_NETWORK)
            return made
        finally:
            os.close(before)

    @contextmanager
    def entered(self) -> Generator[None]:
        """The calling thread is in it, with what it starts and connects meanwhile."""
        before = os.open(OWN, os.O_RDONLY)
        try:
            _call("setns", self.file, NEW_NETWORK)
            yield
        finally:
            _call("setns", before, NEW_NETWORK)
            os.close(before)

    def attach(self, address: str) -> int:
        """A device with this address, as in 198.18.0.1/30 -> its file, for reads and writes of a packet each: what is
        sent to other addresses of that range can be read there. Raises BadConfig."""
        with self.entered():
            try:
                file = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
                fcntl.ioctl(file, SET_DEVICE, struct.pack("16sH22x", DEVICE.encode(), PACKETS | BARE))
            except OSError as error:
                raise BadConfig(f"expected to open {TUN}: {error}; {HOW}") from error
            for command in (
                "link set lo up", f"link set {DEVICE} addrgenmode none", f"addr add {address} dev {DEVICE}",
                f"link set {DEVICE} up",
            ):  # fmt: skip
                _ip(command)
        return file

    def close(self) -> None:
        os.close(self.file)


def _call(name: str, *arguments: int) -> None:
    """A function of the C library that Python has only from 3.12 on."""
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, name)(*arguments):
        raise BadConfig(f"expected the right to make networks ({name}): {os.strerror(ctypes.get_errno())}; {HOW}")


def _ip(command: str) -> None:
    try:
        done = subprocess.run(["ip", *command.split()], capture_output=True, text=True)
    except OSError as error:
        raise BadConfig(f"expected the command `ip` (on Debian: apt install iproute2): {error}") from error
    if done.returncode:
        raise BadConfig(f"expected `ip {command}` to work: {done.stderr.strip()}")
