"""Mail servers for tests: one that takes mail or refuses it as it is told, and one that speaks as far as it is told and then falls silent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class Taking:
    """Keeps what it takes; `answers`: what it says instead to a command ("RCPT", "DATA")."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.taken: list[Message] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.taken.append(message_from_bytes(envelope.content))
        return "250 OK"

    def words(self) -> list[str]:
        """The bodies."""
        return [bytes(m.get_payload(decode=True)).decode() for m in self.taken]


@contextmanager
def taking(port: int) -> Iterator[Taking]:
    handler = Taking()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


GREETING = b"220 here\r\n"
ANSWERS = {b"EHLO": b"250 here\r\n", b"MAIL": b"250 OK\r\n", b"RCPT": b"250 OK\r\n", b"DATA": b"354 go on\r\n"}


class Silent:
    """Speaks SMTP until a command ("MAIL", or "DATA": the words of the message have begun), then hangs or dies."""

    def __init__(self, until: str, *, dies: bool) -> None:
        self.until, self.dies = until.encode(), dies
        self.reached = threading.Event()
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.1)
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Silent:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._listening.accept()
            except TimeoutError:
                continue
            with client:
                self._speak(client)

    def _speak(self, client: socket.socket) -> None:
        client.settimeout(0.1)
        client.sendall(GREETING)
        heard = b""
        while not self._over.is_set():
            try:
                part = client.recv(4096)
            except TimeoutError:
                continue
            if not part:
                return
            heard += part
            while b"\r\n" in heard:
                line, _, heard = heard.partition(b"\r\n")
                command = line[:4].upper()
                if command == self.until:
                    self._fall_silent(client, command)
                    return
                client.sendall(ANSWERS.get(command, b"250 OK\r\n"))

    def _fall_silent(self, client: socket.socket, command: bytes) -> None:
        if command == b"DATA":
            client.sendall(ANSWERS[command])
        self.reached.set()
        if self.dies:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            return
        self._over.wait()
