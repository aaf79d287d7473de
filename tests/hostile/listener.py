"""An address on this machine that nobody should ever call: what does is remembered."""

from __future__ import annotations

import selectors
import socket
import threading
from types import TracebackType


class Listener:
    """Takes connections and datagrams on one port of the loopback interface, and remembers what they sent."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._stream = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._stream.getsockname()[1]
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", self.port))
        self._stop, self._stopped = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    @property
    def host(self) -> str:
        """Where it listens, as part of an address."""
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop.close()
        self._thread.join()
        for one in (self._stream, self._datagrams, self._stopped):
            one.close()

    def _listen(self) -> None:
        with selectors.DefaultSelector() as waiting:
            for one in (self._stream, self._datagrams, self._stopped):
                waiting.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in waiting.select():
                    if key.fileobj is self._stopped:
                        return
                    self._take(key.fileobj)

    def _take(self, from_: object) -> None:
        if from_ is self._datagrams:
            self.heard.append(self._datagrams.recv(2000))
            return
        connection, _ = self._stream.accept()
        with connection:
            connection.settimeout(0.2)
            try:
                self.heard.append(connection.recv(2000))
            except OSError:
                self.heard.append(b"")
