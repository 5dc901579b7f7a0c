"""Keeps the web server alive: granian's own master as a child in our process group, started again with growing pauses; beside it the
workers and the ticker.

granian ends when a worker dies twice within seconds, so somebody must stand above it; and a master killed outright leaves
workers behind that hold the port, so on Linux we adopt orphans and end them before the next start.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from dieuhanh.faces.cli.companions import LONG_LIFE, Companions, environment, pause_after
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.night import Night
from dieuhanh.faces.cli.start_checks import HOST, PROBE_TIMEOUT, wait_for_port

WORKERS, THREADS = 2, 4
STOP_PATIENCE = 12.0  # seconds from the polite signal to the other one
FIRST_TRIES = 4  # a server that has never answered is not started for ever
FIRST_ANSWER = 30.0
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def _prctl(option: int, value: int) -> None:
    """Linux only; elsewhere children end with the process group, as under make."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


class Bell:
    """Signals as bytes in a pipe: waiting for them, for a child's end and for a time is then one `select`."""

    def __init__(self) -> None:
        self._out, self._in = socket.socketpair()
        self._out.setblocking(False)
        self._in.setblocking(False)
        signal.set_wakeup_fd(self._in.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        self.stop = False

    def wait(self, seconds: float) -> None:
        if self.stop or not select.select([self._out], [], [], seconds)[0]:
            return
        numbers = self._out.recv(4096)
        self.stop = any(number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) for number in numbers)


def run_child(arguments: list[str], environment: dict[str, str], bell: Bell) -> int:
    """A child that ends by itself (the preparation); ends it when we are told to stop."""
    child = _spawn(arguments, environment)
    while (code := child.poll()) is None:
        bell.wait(1.0)
        if bell.stop:
            _end([child])
            sys.exit(0)
    return code


def _spawn(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    parent = os.getpid()

    def tie_to_parent() -> None:
        # A terminal sends Ctrl-C to the whole group. A worker of granian that gets it besides its master's SIGTERM
        # may hang (seen in one stop of three), so we alone hear it, and pass it on as SIGTERM.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
        _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    # The process has one thread, so running Python between fork and exec is safe.
    return subprocess.Popen(arguments, env=environment, stdin=subprocess.DEVNULL, preexec_fn=tie_to_parent)


def _end(children: Sequence[subprocess.Popen[bytes]], spared: Sequence[subprocess.Popen[bytes]] = ()) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOP_PATIENCE
    while any(child.poll() is None for child in children) and time.monotonic() < until:
        select.select([], [], [], 0.02)
    for child in children:
        if child.poll() is None:
            child.kill()
            child.wait()
    _end_orphans({child.pid for child in spared})


def _end_orphans(spared: set[int]) -> None:
    """Ends what a dead master has left to us, so that nothing of it holds the port."""
    while orphans := _children() - spared:
        for pid in orphans:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.01)


def _children() -> set[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return {int(pid) for pid in listed.read_text().split()} if listed.exists() else set()


def answers(port: int) -> bool:
    """One request to the first page. A page of error counts too: it says more than a server that is started over and over."""
    try:
        with socket.create_connection((HOST, port), timeout=PROBE_TIMEOUT) as line:
            line.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n".encode())
            return line.recv(64).startswith(b"HTTP/1.")
    except OSError:
        return False


class Server:
    def __init__(self, port: int, bell: Bell) -> None:
        self.port = port
        self.bell = bell
        self.answered = False
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("GRANIAN_")}
        self.night = Night(lambda command: _spawn(command, self.environment))
        self.companions = Companions(lambda command: _spawn(command, environment(self.environment)))

    def command(self) -> list[str]:
        options = ["--interface", "wsgi", "--host", HOST, "--port", str(self.port), "--no-ws", "--log-level", "warning"]
        options += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--respawn-failed-workers"]
        options += ["--workers-kill-timeout", "8"]
        return [sys.executable, "-m", "granian", *options, "dieuhanh.config.wsgi:application"]

    def keep_alive(self, when_ready: Callable[[], None]) -> None:
        """Returns when told to stop; raises Failure where the server has never answered."""
        _prctl(PR_SET_CHILD_SUBREAPER, 1)
        try:
            self._serve(when_ready)
        finally:
            _end(self._beside())

    def _beside(self) -> list[subprocess.Popen[bytes]]:
        """What goes on while the web server is started again."""
        return [*self.companions.running(), *([self.night.child] if self.night.child else [])]

    def _serve(self, when_ready: Callable[[], None]) -> None:
        deaths = 0
        while not self.bell.stop:
            begun = time.monotonic()
            child = _spawn(self.command(), self.environment)
            try:
                self._watch(child, when_ready)
            finally:
                beside = self._beside()
                if self.bell.stop:
                    _end([child, *beside])  # all at once: whoever waits for us has no patience for one after the other
                else:
                    _end([child], spared=beside)
            if self.bell.stop:
                return
            deaths = 1 if time.monotonic() - begun > LONG_LIFE else deaths + 1
            if not self.answered and deaths >= FIRST_TRIES:
                raise Failure("máy chủ web không chạy được; nguyên nhân ở các dòng trên")
            pause = pause_after(deaths)
            print(f"Máy chủ web đã dừng (mã {child.returncode}); chạy lại sau {pause:g} giây.", flush=True)
            self._rest(pause)
            if not self.bell.stop:
                wait_for_port(self.port, patience=10.0)

    def _look(self) -> float:
        """Starts what is due beside the server; the seconds until somebody should look again."""
        return min(self.night.look(), self.companions.look()) if self.answered else 60.0

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.bell.stop and (left := until - time.monotonic()) > 0:
            self.bell.wait(min(left, self._look()))

    def _watch(self, child: subprocess.Popen[bytes], when_ready: Callable[[], None]) -> None:
        until = time.monotonic() + FIRST_ANSWER
        while child.poll() is None and not self.bell.stop:
            if self.answered:
                self.bell.wait(self._look())
            elif answers(self.port):
                self.answered = True
                when_ready()
            elif time.monotonic() > until:
                print(f"Máy chủ web chưa trả lời sau {FIRST_ANSWER:g} giây; chạy lại.", flush=True)
                return
            else:
                self.bell.wait(0.1)
