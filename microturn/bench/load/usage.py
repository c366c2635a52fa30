"""CPU time and memory of a server on this machine, by the port it listens on. Reads /proc; elsewhere: None."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

PROC = Path("/proc")
LISTENING = "0A"  # state of a socket, include/net/tcp_states.h of Linux
PARENT, USER_TICKS, SYSTEM_TICKS, PAGES = 1, 11, 12, 21  # places behind the name in /proc/PID/stat, see proc(5)


@dataclass(frozen=True)
class Usage:
    """Of a process and all below it: CPU seconds since they began, resident memory now (what they share counts for
    each)."""

    cpu_s: float
    rss_bytes: int


def server_of(url: str) -> int | None:
    """The process that listens at a URL; None where it runs elsewhere or cannot be seen."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme in ("wss", "https") else 80)
    sockets = {f"socket:[{inode}]" for inode in _listening(port)} if _is_here(parts.hostname or "") else set[str]()
    return min((pid for pid in _pids() if sockets & _open_files(pid)), default=None) if sockets else None


def usage_of(pid: int | None) -> Usage | None:
    """Of the process and its descendants; None where it is gone."""
    stats = {other: stat for other in _pids() if (stat := _stat(other))}
    if pid is None or pid not in stats:
        return None
    tree, found = {pid}, {pid}
    while found:
        found = {other for other, stat in stats.items() if int(stat[PARENT]) in found} - tree
        tree |= found
    ticks = sum(int(stats[other][USER_TICKS]) + int(stats[other][SYSTEM_TICKS]) for other in tree)
    pages = sum(int(stats[other][PAGES]) for other in tree)
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(port: int) -> Iterator[str]:
    """Inodes of sockets."""
    for name in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in (PROC / "net" / name).read_text().splitlines()[1:]:
                cells = line.split()
                if cells[3] == LISTENING and int(cells[1].rpartition(":")[2], 16) == port:
                    yield cells[9]


def _pids() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()] if PROC.is_dir() else []


def _open_files(pid: int) -> set[str]:
    found: set[str] = set()
    with suppress(OSError):  # another user's, or gone
        for path in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                found.add(str(path.readlink()))
    return found


def _stat(pid: int) -> list[str]:
    """What stands behind the name, which may hold spaces; empty where the process is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
