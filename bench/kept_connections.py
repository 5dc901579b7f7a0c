"""The client of `list`: a process of its own, so many kept connections, each asking again as soon as it has its answer.

`python bench/kept_connections.py PORT PATH COOKIE CONNECTIONS SECONDS` prints one JSON list of the milliseconds of every answer, and how long
all of it took. Plain sockets: a client library would take more of the two cores than the server does.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from contextlib import suppress

WAIT = 60.0  # seconds for the first answer of every connection


class Connection:
    def __init__(self, port: int, path: str, cookie: str) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=WAIT)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={cookie}\r\n\r\n".encode()

    def ask(self) -> bytes:
        """The body. Raises on any answer but 200 with a length."""
        self.line.sendall(self.asked)
        data = bytearray()
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head = bytes(data[:end]).lower()
        if not head.startswith(b"http/1.1 200"):
            raise SystemExit(f"answered {head.splitlines()[0].decode()}")
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(data) < end + 4 + length:
            data += self._more()
        return bytes(data[end + 4 :])

    def _more(self) -> bytes:
        found = self.line.recv(1 << 18)
        if not found:
            raise SystemExit("the server closed a kept connection")
        return found


def main() -> None:
    port, path, cookie, connections, seconds = (
        int(sys.argv[1]),
        sys.argv[2],
        sys.argv[3],
        int(sys.argv[4]),
        float(sys.argv[5]),
    )
    times: list[float] = []
    until = [0.0]

    failed: list[BaseException] = []

    def ask_again() -> None:
        try:
            connection = Connection(port, path, cookie)
            connection.ask()  # the first answer of a connection is not counted
            start.wait(WAIT)
            while (begun := time.perf_counter()) < until[0]:
                connection.ask()
                times.append(1000 * (time.perf_counter() - begun))
        except BaseException as error:
            failed.append(error)
            start.abort()  # nobody waits for a connection that will not come

    start = threading.Barrier(connections + 1)
    threads = [threading.Thread(target=ask_again) for _ in range(connections)]
    for thread in threads:
        thread.start()
    begun = time.perf_counter()
    until[0] = begun + seconds + 3600
    with suppress(threading.BrokenBarrierError):
        start.wait(WAIT)
    begun = time.perf_counter()
    until[0] = begun + seconds
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(f"{failed[0]}")
    print(json.dumps({"ms": times, "seconds": time.perf_counter() - begun}))


if __name__ == "__main__":
    main()
