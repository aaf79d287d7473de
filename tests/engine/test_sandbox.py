"""What a worker cannot do, tried in a process that is bound as a worker is."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import platform
import struct
import subprocess
import sys

import pytest

from agendagraph.engine import sandbox
from tests.server.serving import ROOT, environment

_TRIES = """
import ctypes, errno, json, os, resource, signal, socket, subprocess, sys, threading
from agendagraph.engine import sandbox
files = sys.argv[1] == "files"
mine, other = socket.socketpair()
libc = ctypes.CDLL(None, use_errno=True)
numbers = {name: pair[0 if os.uname().machine == "x86_64" else 1] for name, pair in sandbox._FORBIDDEN.items()}
sandbox.limit(300_000_000, files=files)
filtered = sandbox.forbid_system_calls()
found = {"filtered": filtered}

def tried(name, work):
    try:
        work()
        found[name] = "worked"
    except OSError as error:
        found[name] = errno.errorcode[error.errno]
    except MemoryError:
        found[name] = "MemoryError"
    except BaseException as error:
        found[name] = type(error).__name__

tried("open", lambda: os.open("/etc/hostname", os.O_RDONLY))
tried("socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
tried("connect", lambda: mine.connect("/tmp/none"))
tried("sendto", lambda: mine.sendmsg([b"x"]))
tried("exec", lambda: os.execv("/bin/true", ["true"]))
tried("fork", os.fork)
tried("spawn", lambda: os.posix_spawn("/bin/true", ["true"], {}))
tried("kill", lambda: os.kill(os.getppid(), 0))
tried("memory", lambda: bytearray(2_000_000_000))
for name, number in numbers.items():
    if number >= 0:
        ctypes.set_errno(0)
        result = libc.syscall(number, -1, -1, -1, -1, -1, -1)
        found["call " + name] = errno.errorcode.get(ctypes.get_errno(), "worked") if result == -1 else "worked"
done = []
thread = threading.Thread(target=lambda: done.append(sum(i * i for i in range(100000))))
thread.start(); thread.join()
found["thread"] = done == [333328333350000]
import pyoxigraph as ox
store = ox.Store()
store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c")))
found["query"] = len(list(store.query("SELECT * { ?s ?p ?o BIND(NOW() AS ?t) BIND(UUID() AS ?u) }")))
try:
    list(store.query("SELECT * { SERVICE <http://127.0.0.1:8009/> { ?s ?p ?o } }"))
    found["service"] = "worked"
except Exception as error:
    found["service"] = str(error)
found["core"] = resource.getrlimit(resource.RLIMIT_CORE)[1]
os.write(1, json.dumps(found).encode())
os.write(mine.fileno(), b"still there")
os._exit(0)
"""


def _tried(mode: str) -> dict[str, object]:
    code = "import pyoxigraph\n" + _TRIES
    done = subprocess.run(
        [sys.executable, "-c", code, mode], env=environment(), cwd=ROOT, capture_output=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, object] = json.loads(done.stdout)
    return found


REFUSED = {"EACCES", "EMFILE", "EPERM", "ENOSYS"}


@pytest.mark.parametrize("mode", ["memory", "files"])
def test_a_worker_computes_and_nothing_else(mode: str) -> None:
    """No connection, no program, no process, no signal, no more memory, no core; threads and queries work.

    A worker on disk may open files; for it the filter of system calls has to be there.
    """
    found = _tried(mode)
    assert found["filtered"] is True
    assert (found["thread"], found["query"], found["core"]) == (True, 1, 0)
    for name in ("socket", "connect", "sendto", "exec", "fork", "spawn", "kill"):
        assert found[name] in REFUSED, (name, found[name])
    assert found["memory"] == "MemoryError"
    assert found["open"] == ("EMFILE" if mode == "memory" else "worked")
    refused = {name: said for name, said in found.items() if name.startswith("call ")}
    assert len(refused) >= 25
    assert set(refused.values()) == {"EACCES"}
    assert "Permission denied" in str(found["service"]) or "Too many open files" in str(found["service"])


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_a_sound_program(machine: str) -> None:
    """Every jump stays inside, every path ends in a verdict, and a simulation of it refuses what it should."""
    program = [struct.unpack("=HBBI", step) for step in sandbox._program(machine)]
    assert len(program) < 256
    column = ["x86_64", "aarch64"].index(machine)
    audit = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}[machine]
    refused, absent, allowed = 0x00050000 | errno.EACCES, 0x00050000 | errno.ENOSYS, 0x7FFF0000

    def verdict(number: int, architecture: int = audit, first: int = 0) -> int:
        value, at = 0, 0
        while True:
            code, yes, no, operand = program[at]
            at += 1
            if code == 0x20:
                value = {0: number, 4: architecture, 16: first}[operand]
            elif code == 0x06:
                return operand
            else:
                jumps = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}[code]
                at += yes if jumps else no

    for name, numbers in sandbox._FORBIDDEN.items():
        if numbers[column] >= 0:
            assert verdict(numbers[column]) == refused, name
    reading = {"x86_64": (0, 1, 9, 202), "aarch64": (63, 64, 222, 98)}[machine]
    assert {verdict(number) for number in reading} == {allowed}  # read, write, mmap, futex
    assert verdict(reading[0], architecture=0x40000003) == refused
    clone, clone3 = sandbox._CLONE[column], sandbox._CLONE3[column]
    assert (verdict(clone, first=0x00010000), verdict(clone, first=17), verdict(clone3)) == (allowed, refused, absent)
    if machine == "x86_64":
        assert verdict(0x40000000 + 41) == refused


def test_numbers_are_those_of_this_kernel() -> None:
    """The number of a call is the one that the C library uses here: getpid by number is getpid."""
    if platform.machine() != "x86_64":
        pytest.skip("the table is compared on x86_64")
    libc = ctypes.CDLL(None, use_errno=True)
    for name in ("socket", "connect"):
        ctypes.set_errno(0)
        assert libc.syscall(sandbox._FORBIDDEN[name][0], -1, -1, -1) == -1
        assert ctypes.get_errno() in {errno.EAFNOSUPPORT, errno.EBADF, errno.EINVAL}
    assert os.getpid() == libc.syscall(39)
