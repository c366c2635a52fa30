"""A filter of system calls for the sandbox, as a program for the kernel (classic BPF). Knows nothing of what runs.

Everything is allowed but what is named here: new processes and threads, sockets (some kinds ignore namespaces),
memory that outlives its process's limits, and parts of the kernel with a record of holes.
"""

import errno
import platform
import struct

# Numbers of system calls: linux/arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h.
X86_64 = {
    "socket": 41, "clone": 56, "fork": 57, "vfork": 58, "ptrace": 101, "shmget": 29, "semget": 64, "msgget": 68,
    "personality": 135, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "add_key": 248,
    "request_key": 249, "keyctl": 250, "unshare": 272, "perf_event_open": 298, "setns": 308,
    "process_vm_readv": 310, "process_vm_writev": 311, "memfd_create": 319, "bpf": 321, "userfaultfd": 323,
    "mq_open": 240,
}  # fmt: skip
AARCH64 = {
    "socket": 198, "clone": 220, "ptrace": 117, "shmget": 194, "semget": 190, "msgget": 186, "personality": 92,
    "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "add_key": 217, "request_key": 218, "keyctl": 219,
    "unshare": 97, "perf_event_open": 241, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271,
    "memfd_create": 279, "bpf": 280, "userfaultfd": 282, "mq_open": 180,
}  # fmt: skip
FIRST_NEW = 424  # from here on the numbers are the same everywhere: pidfd_send_signal, io_uring, clone3, fsopen, ...
NEW_ALLOWED = (436, 437, 439, 441, 449, 452)  # close_range, openat2, faccessat2, epoll_pwait2, futex_waitv, fchmodat2
MACHINES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}  # linux/audit.h
X32_BIT = 0x40000000  # x86-64's calls by other numbers

LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000  # linux/seccomp.h
NUMBER_AT, MACHINE_AT = 0, 4  # struct seccomp_data


def program() -> bytes | None:
    """For this machine's kind of processor; None for one that is not known here."""
    if platform.machine() not in MACHINES:
        return None
    machine, numbers = MACHINES[platform.machine()]
    checks = [_step(LOAD, MACHINE_AT), _step(EQUAL, machine, 1, 0), _step(RETURN, KILL), _step(LOAD, NUMBER_AT)]
    checks += [_step(AT_LEAST, X32_BIT, 0, 1), _step(RETURN, KILL)]
    for number in sorted(numbers.values()):
        checks += [_step(EQUAL, number, 0, 1), _step(RETURN, ERROR | errno.EPERM)]
    for number in NEW_ALLOWED:
        checks += [_step(EQUAL, number, 0, 1), _step(RETURN, ALLOW)]
    # "No such call" lets the C library fall back to older ones, which are filtered above.
    checks += [_step(AT_LEAST, FIRST_NEW, 0, 1), _step(RETURN, ERROR | errno.ENOSYS), _step(RETURN, ALLOW)]
    return b"".join(checks)


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """struct sock_filter; the jumps skip that many steps."""
    return struct.pack("=HBBI", code, if_true, if_false, value)
