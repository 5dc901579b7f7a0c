"""The systemd unit of an installation, read by systemd itself where it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.unit_file import quoted, unit_file
from dieuhanh.kernel.backups import setting

from .backups.conftest import dieuhanh

pytestmark = pytest.mark.once


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / 'Dữ liệu 100% của "phường"'
    home.mkdir()
    monkeypatch.setenv("DIEUHANH_HOME", str(home))
    monkeypatch.delenv("DIEUHANH_DATABASE_URL", raising=False)
    return home


def test_systemd_takes_it_with_spaces_and_vietnamese_letters(place: Path, tmp_path: Path) -> None:
    (tmp_path / "ổ sao lưu").mkdir()
    setting.keep(tmp_path / "ổ sao lưu", None)
    out = tmp_path / "dieuhanh.service"
    done = dieuhanh("service", "--user", "root", "--out", str(out), home=place, DIEUHANH_PUBLIC_URL="https://a.gov.vn")
    assert done.returncode == 0, done.stderr
    words = out.read_text(encoding="utf-8")
    assert 'Environment="DIEUHANH_PUBLIC_URL=https://a.gov.vn"' in words
    assert "DEMO=no" in words
    assert "100%% của" in words
    assert f'"-{tmp_path / "ổ sao lưu"}"' in words
    if shutil.which("systemd-analyze"):
        checked = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(out)],
            capture_output=True,
            text=True,
            env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
            check=False,
        )
        ours = [line for line in checked.stderr.splitlines() if "dieuhanh.service" in line]
        assert ours == [], checked.stderr


def test_no_password_goes_into_a_file_that_all_can_read(place: Path) -> None:
    secret = {"DIEUHANH_DATABASE_URL": "postgresql://u:mat-khau@h/d"}
    words = unit_file("dieuhanh", secret)
    assert "mat-khau" not in words
    assert "service.env" in words
    assert "postgresql://u@h/d" in unit_file("dieuhanh", {"DIEUHANH_DATABASE_URL": "postgresql://u@h/d"})


def test_what_no_unit_file_can_hold_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEUHANH_HOME", "/nhà hai\ndòng")
    with pytest.raises(Failure, match="ký tự xuống dòng"):
        unit_file("dieuhanh", {})
    monkeypatch.setenv("DIEUHANH_HOME", str(place))
    for user in ("", "a b", "root\nExecStart=/bin/sh"):
        with pytest.raises(Failure, match="tên tài khoản"):
            unit_file(user, {})


def test_quoting() -> None:
    assert quoted("/a/b") == "/a/b"
    assert quoted("/a b/50%") == '"/a b/50%%"'
    assert quoted('a"\\') == '"a\\"\\\\"'
