"""What a worker may do: compute, and nothing else. The operating system enforces it; nothing here looks at a query.

Two nets against reaching out, each of which suffices: no file descriptor can be opened, and no system call that leads to
another machine or program is let through (seccomp, where the kernel has it). Memory, core dumps and the life of the process
are bounded as well.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import resource
import signal
import struct
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_CLONE_THREAD: Final = 0x00010000

_LD_W_ABS: Final = 0x20
_JEQ: Final = 0x15
_JGE: Final = 0x35
_JSET: Final = 0x45
_RET: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_ERRNO: Final = 0x00050000
_X32: Final = 0x40000000
"""Instructions and return values of a classic BPF program, from linux/filter.h and linux/seccomp.h."""

_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_FORBIDDEN: Final = {
    # name: (number on x86_64, number on aarch64); -1 where the architecture has none
    "socket": (41, 198),
    "connect": (42, 203),
    "accept": (43, 202),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "bind": (49, 200),
    "listen": (50, 201),
    "socketpair": (53, 199),
    "accept4": (288, 242),
    "sendmmsg": (307, 269),
    "fork": (57, -1),
    "vfork": (58, -1),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "io_uring_setup": (425, 425),
    "kill": (62, 129),
    "tkill": (200, 130),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "memfd_create": (319, 279),
}
_CLONE: Final = (56, 220)
_CLONE3: Final = (435, 435)


def die_with_parent(parent: int) -> None:
    """See to it that this process ends when its parent does, however that ends.

    Args:
        parent: the process id that the parent had before the fork; if it has gone since, this process ends at once.
    """
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def limit(memory: int, *, files: bool = False) -> None:
    """Bound what this process can take: memory, no core dump, no new file descriptor.

    Args:
        memory: bytes of address space beside what it has now.
        files: whether it may open files, as an engine does that reads from disk; then only the filter of system calls
            keeps it from reaching out.
    """
    _prctl(_PR_SET_DUMPABLE, 0)
    size = _address_space() + memory
    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, size)]
    if not files:
        limits.append((resource.RLIMIT_NOFILE, 0))
    for kind, most in limits:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def forbid_system_calls() -> bool:
    """Let no system call through that opens a connection or starts a program; threads of this process are bound as well.

    Returns:
        Whether the filter is in place; on another kernel or machine the other nets remain.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return False
    program = _program(machine)
    buffer = ctypes.create_string_buffer(b"".join(program), 8 * len(program))

    class _Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    filter_ = _Program(len(program), ctypes.addressof(buffer))
    if _prctl(_PR_SET_NO_NEW_PRIVS, 1) != 0:
        return False
    return _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(filter_)) == 0


def _program(machine: str) -> list[bytes]:
    """Return the filter: the wrong architecture and forbidden calls get an error, all others pass."""
    column = list(_ARCHITECTURES).index(machine)
    refused = _ERRNO | errno.EACCES
    steps = [
        _step(_LD_W_ABS, 4),  # the architecture of the call
        _step(_JEQ, _ARCHITECTURES[machine], yes=1),
        _step(_RET, refused),
        _step(_LD_W_ABS, 0),  # its number
    ]
    if machine == "x86_64":
        steps += [_step(_JGE, _X32, no=1), _step(_RET, refused)]
    for numbers in _FORBIDDEN.values():
        if numbers[column] >= 0:
            steps += [_step(_JEQ, numbers[column], no=1), _step(_RET, refused)]
    # clone3 keeps its flags out of sight: say that there is none, and the C library takes clone instead
    steps += [_step(_JEQ, _CLONE3[column], no=1), _step(_RET, _ERRNO | errno.ENOSYS)]
    steps += [
        _step(_JEQ, _CLONE[column], no=3),
        _step(_LD_W_ABS, 16),  # its flags: a thread may be made, a process may not
        _step(_JSET, _CLONE_THREAD, yes=1),
        _step(_RET, refused),
        _step(_RET, _ALLOW),
    ]
    return steps


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def _prctl(option: int, value: int, more: int = 0) -> int:
    with contextlib.suppress(AttributeError, OSError):
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        prctl.argtypes = (ctypes.c_int, *([ctypes.c_ulong] * 4))
        return int(prctl(option, value, more, 0, 0))
    return -1


def _address_space() -> int:
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return 0
