"""A client of its own process: kept connections that ask for one page over and over. `python -m bench.load PORT PATH CONNECTIONS SECONDS`"""

from __future__ import annotations

import json
import selectors
import socket
import subprocess
import sys
import time
from dataclasses import dataclass

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.{}"


@dataclass(frozen=True, slots=True)
class Load:
    """Answers in a second, and the time that 95 of 100 answers stayed below."""

    per_second: float
    p95_ms: float


def load(port: int, path: str, seconds: float, connections: int = 8) -> Load:
    command = [sys.executable, "-m", "bench.load", str(port), path, str(connections), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench: {done.stderr.strip().splitlines()[-1]}")
    return Load(**json.loads(done.stdout))


@dataclass(slots=True)
class Line:
    """One kept connection; `left`: bytes of the answer still to come, -1 until its head is read."""

    socket: socket.socket
    request: bytes
    asked_at: float = 0.0
    left: int = -1
    head: bytes = b""

    def ask(self) -> None:
        self.left, self.head, self.asked_at = -1, b"", time.perf_counter()
        self.socket.sendall(self.request)

    def read(self) -> bool:
        """Whether the answer is whole."""
        came = self.socket.recv(1 << 18)
        if not came:
            raise SystemExit("the server closed a kept connection")
        if self.left >= 0:
            self.left -= len(came)
            return self.left == 0
        self.head += came
        head, end, body = self.head.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"answered {head[:60]!r}")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        self.left = int(fields[b"content-length"]) - len(body)
        return self.left == 0


def _line(port: int, path: str, number: int) -> Line:
    head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"User-Agent: {AGENT.format(number)}"]
    made = socket.create_connection(("127.0.0.1", port), timeout=20)
    return Line(made, "\r\n".join([*head, "Accept: text/html", "", ""]).encode())


def main(port: int, path: str, connections: int, seconds: float) -> None:
    lines = [_line(port, path, number) for number in range(connections)]
    times: list[float] = []
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line.socket, selectors.EVENT_READ, line)
            line.ask()
        begun = time.perf_counter()
        while (now := time.perf_counter()) - begun < seconds:
            for key, _ in ready.select(1.0):
                if key.data.read():
                    times.append(time.perf_counter() - key.data.asked_at)
                    key.data.ask()
    times.sort()
    print(json.dumps({"per_second": len(times) / (now - begun), "p95_ms": 1000 * times[int(0.95 * len(times))]}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
