"""The doctor asks the mail server, if one was named, and soon gives up on one that says nothing."""

from __future__ import annotations

import pytest

from dieuhanh.faces.cli import doctor_mail
from dieuhanh.faces.cli.findings import FAULT, GOOD

from .notices.conftest import free_port
from .notices.servers import taking


def found() -> tuple[int, str]:
    (finding,) = doctor_mail.answers()
    return finding.level, finding.words


def test_no_server_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIEUHANH_SMTP_URL", raising=False)
    assert found() == (GOOD, "chưa khai báo (DIEUHANH_SMTP_URL); không có thư nào được lập")


def test_a_server_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("DIEUHANH_SMTP_URL", f"smtp://127.0.0.1:{port}?from=a@xa.vn")
    with taking(port) as server:
        assert found() == (GOOD, f"127.0.0.1:{port} trả lời")
        assert server.taken == []


def test_a_server_that_is_not_there_or_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("DIEUHANH_SMTP_URL", f"smtp://127.0.0.1:{port}?from=a@xa.vn")
    level, words = found()
    assert (level, words.startswith(f"127.0.0.1:{port} không nhận")) == (FAULT, True)
    monkeypatch.setenv("DIEUHANH_SMTP_URL", f"smtp://a%40xa.vn:sai@127.0.0.1:{port}")
    with taking(port):
        level, words = found()
    assert (level, "không nhận" in words) == (FAULT, True)
    monkeypatch.setenv("DIEUHANH_SMTP_URL", "smtp://mail.xa.vn")
    assert found()[0] == FAULT
