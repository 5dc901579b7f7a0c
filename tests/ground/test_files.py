"""Files are kept by the hash of their content and known by it, never by their name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from dieuhanh.kernel.files.actions import safe_name, store
from dieuhanh.kernel.files.content import media_type_of
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.models import Plan
from tests.office import document_of


def zipped(name: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7 x", "application/pdf"),
        (b"\x89PNG\r\n\x1a\nx", "image/png"),
        (b"\xff\xd8\xff\xe0x", "image/jpeg"),
        (b"{\\rtf1 x}", "application/rtf"),
        (zipped("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (zipped("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (zipped("x.exe"), "application/octet-stream"),
        (b"PK\x03\x04 broken", "application/octet-stream"),
        ("Kế hoạch".encode(), "text/plain"),
        ("Kế hoạch".encode("utf-16"), "text/plain"),
        (b"\n <!DOCTYPE html><p>", "text/html"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"\xfe\x01\x80\x81", "application/octet-stream"),
    ],
)
def test_the_content_tells_what_a_file_is(data: bytes, media_type: str) -> None:
    assert media_type_of(data) == media_type


def test_the_same_bytes_lie_once(by_: Callable[..., By]) -> None:
    first = store(by_("chanhvanphong"), data=b"abc", name="a.txt")
    second = store(by_("chanhvanphong"), data=b"abc", name="khác.docx")
    assert first == second
    assert StoredFile.objects.count() == 1
    assert path_of(first.sha256).read_bytes() == b"abc"


def test_only_the_owner_enters_the_folders_of_kept_files(
    by_: Callable[..., By], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever umask the command has that brings the first file."""
    monkeypatch.setenv("DIEUHANH_HOME", str(tmp_path))
    file = path_of(store(by_("tonghop"), data=b"van ban", name="a.txt").sha256)
    assert [folder.stat().st_mode & 0o777 for folder in (file.parent, file.parent.parent)] == [0o700, 0o700]


def test_empty_large_and_unpermitted_files_are_refused(by_: Callable[..., By], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dieuhanh.kernel.files.actions.LARGEST", 10)
    for data in (b"", b"x" * 11):
        with pytest.raises(Invalid):
            store(by_("chanhvanphong"), data=data, name="a.txt")
    with pytest.raises(NotAllowed):
        store(by_("kythuat"), data=b"abc", name="a.txt")
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\kế hoạch.docx", "kế hoạch.docx"),
        ('a"b<c>.txt', "abc.txt"),
        ("\x00\n", "van-ban"),
        ("..", "van-ban"),
        ("a" * 300 + ".txt", "a" * 251 + ".txt"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_a_half_written_file_is_never_met(by_: Callable[..., By], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("dieuhanh.kernel.files.actions.os.fsync", fails)
    with pytest.raises(OSError, match="disk full"):
        store(by_("chanhvanphong"), data=b"half a file", name="a.txt")
    folder: Path = path_of("e8").parent.parent
    assert not [f for f in folder.rglob("*") if f.is_file() and f.read_bytes() == b"half a file"]
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("harm", ["changed", "gone", "link"])
def test_a_kept_file_that_is_not_what_came_in_is_told(
    plan: Plan, browser_of: Callable[[str | None], Client], harm: str
) -> None:
    path = path_of(document_of(plan).file.sha256)
    kept = path.read_bytes()
    try:
        path.unlink()
        if harm == "changed":
            path.write_bytes(kept + b"x")
        if harm == "link":
            path.symlink_to("/etc/hostname")
        assert "tệp «ke-hoach.txt»" in verify().words
        answer = browser_of("chanhvanphong").get(f"/desk/documents/{plan.document_id}/original/")
        assert answer.status_code == 410
        assert "ke-hoach.txt" in answer.content.decode()
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(kept)
    assert verify().whole
