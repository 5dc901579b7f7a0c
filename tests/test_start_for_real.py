"""The end of a trial: a fresh database with the office's units, people and rights; the trial stays as an archive."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from dieuhanh.foundation.sheets import Heading, Page, write

from .homes import copy_home, made_once, prepare
from .starting import free_port, refused, started
from .test_setup_command import WARD, asked, dieuhanh

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("setup")]
REAL = ["start-for-real", "--yes"]


@pytest.fixture(scope="session")
def made_trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "trial", _make_trial)


@pytest.fixture
def trial(made_trial: Path, tmp_path: Path) -> Path:
    """An office on trial with a technician, a head and an officer."""
    return copy_home(made_trial, tmp_path)


def _make_trial(home: Path) -> None:
    assert dieuhanh(home, *WARD)[0] == 0
    prepare(home, "static")
    titles = [Heading(title) for title in ("Họ và tên", "Đơn vị", "Chức vụ", "Vai trò", "Lĩnh vực")]
    rows = [
        ("Nguyễn Văn An", "Phòng VH-XH", "Trưởng phòng", "trưởng đơn vị", None),
        ("Lý Thị Bích", "UBND phường", "Phó Chủ tịch", "lãnh đạo", "1; 2"),
    ]
    file = home / "người.xlsx"
    file.write_bytes(write(Page("A", titles, rows)))
    assert dieuhanh(home, "import-people", str(file), "--yes")[0] == 0


# As an office on trial would have settled: an address, a rule of all and one of a unit, a reminder, who leads an area.
SETTINGS = (
    "INSERT INTO notices_address (person_id, email, own, act_id) SELECT id, 'an@xa.vn', 1, 1 FROM access_person WHERE name = 'Nguyễn Văn An'",
    "INSERT INTO plans_officerule (name, unit_id, value, ground, from_day, until_day, act_id)"
    " VALUES ('accept_days', NULL, 5, 'Quy chế', '2020-01-01', '9999-12-31', 1)",
    "INSERT INTO plans_officerule (name, unit_id, value, ground, from_day, until_day, act_id)"
    " SELECT 'accept_days', unit_id, 2, 'Quyết định', '2020-01-01', '9999-12-31', 1 FROM units_unitname WHERE name = 'UBND phường' OR kind = 'people_committee' LIMIT 1",
    'INSERT INTO plans_reminderrule ("to", days, "on", ground, from_day, until_day, act_id)'
    " VALUES ('head', -2, 1, 'Quy chế', '2020-01-01', '9999-12-31', 1)",
    "INSERT INTO plans_areapost (area_id, post_id, charge, from_day, until_day, act_id)"
    " SELECT (SELECT id FROM units_area WHERE number = 2), id, 'leads', '2020-01-01', '9999-12-31', 1 FROM access_post WHERE title = 'Phó Chủ tịch'",
)


def settled(file: Path) -> dict[str, list[tuple[object, ...]]]:
    return {
        "addresses": asked(
            file, "SELECT p.name, a.email, a.own FROM notices_address a JOIN access_person p ON p.id = a.person_id"
        ),
        "rules": asked(
            file,
            "SELECT r.name, u.name, r.value, r.ground FROM plans_officerule r"
            " LEFT JOIN units_unitname u ON u.unit_id = r.unit_id ORDER BY r.name, r.value",
        ),
        "reminders": asked(file, 'SELECT "to", days, "on", ground FROM plans_reminderrule'),
        "charges": asked(
            file,
            "SELECT a.code, p.title, c.charge FROM plans_areapost c JOIN units_area a ON a.id = c.area_id"
            " JOIN access_post p ON p.id = c.post_id",
        ),
    }


def lasting(file: Path) -> dict[str, list[tuple[object, ...]]]:
    return {
        "units": asked(
            file, "SELECT name, short_name, kind, code, commanded, from_day FROM units_unitname ORDER BY id"
        ),
        "aliases": asked(file, "SELECT alias FROM units_unitalias ORDER BY id"),
        "above": asked(
            file,
            "SELECT a.name, b.name FROM units_unitparent p JOIN units_unitname a ON a.unit_id = p.unit_id"
            " LEFT JOIN units_unitname b ON b.unit_id = p.parent_id ORDER BY a.name",
        ),
        "areas": asked(file, "SELECT code, number, name, words FROM units_area ORDER BY number"),
        "users": asked(file, "SELECT username, password, is_active, must_change FROM access_user ORDER BY username"),
        "posts": asked(
            file,
            "SELECT p.name, t.title, u.name, h.from_day, h.until_day, h.kind FROM access_holding h"
            " JOIN access_person p ON p.id = h.person_id JOIN access_post t ON t.id = h.post_id"
            " JOIN units_unitname u ON u.unit_id = t.unit_id ORDER BY p.name",
        ),
        "rights": asked(
            file,
            "SELECT t.title, g.role, u.name, a.code FROM access_grant g JOIN access_post t ON t.id = g.post_id"
            " LEFT JOIN units_unitname u ON u.unit_id = g.unit_id LEFT JOIN units_area a ON a.id = g.area_id"
            " ORDER BY t.title, a.code",
        ),
        "face": asked(file, "SELECT slogan, responsible, address, telephone FROM publication_publicface"),
        **settled(file),
        "office": asked(file, "SELECT kind, name, level, code FROM installation_installation"),
    }


def test_what_lasts_is_taken_over_and_the_trial_is_kept(trial: Path) -> None:
    office = trial / "office.sqlite3"
    with closing(sqlite3.connect(office)) as connection:  # what the office says of itself in public is a setting
        connection.execute(
            "INSERT INTO publication_publicface (id, slogan, motto, responsible, address, telephone, contact, act_id)"
            " VALUES (1, 'Gần dân', '', 'Văn phòng', 'Số 1', '024', '', 1)"
        )
        for row in SETTINGS:
            connection.execute(row)
        connection.commit()
    before = lasting(office)
    code, words = dieuhanh(trial, "start-for-real")
    assert (code, "thêm --yes" in words) == (2, True)
    code, words = dieuhanh(trial, *REAL)
    assert code == 0, words
    assert "20 đơn vị, 3 người, 7 lĩnh vực" in words
    assert lasting(office) == before
    assert (len(before["rights"]), len(before["face"])) == (4, 1)
    assert [len(before[name]) for name in ("addresses", "rules", "reminders", "charges")] == [1, 2, 1, 1]
    assert asked(office, "SELECT trial FROM installation_installation") == [(0,)]
    assert asked(office, "SELECT verb FROM journal_act") == [("setup.start_for_real",)]
    (archive,) = (trial / "archive").iterdir()
    assert archive.stat().st_mode & 0o777 == 0o400
    assert lasting(archive) == before
    assert asked(archive, "SELECT trial FROM installation_installation") == [(1,)]
    assert not list(trial.glob("*.building*"))
    assert dieuhanh(trial, "verify")[0] == 0
    code, words = dieuhanh(trial, *REAL)
    assert (code, "đã dùng thật" in words) == (2, True)


def test_a_running_server_or_an_open_connection_is_told_to_stop_first(trial: Path) -> None:
    office = trial / "office.sqlite3"
    before = office.read_bytes()
    with sqlite3.connect(office) as connection:
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        connection.execute("SELECT count(*) FROM access_person").fetchall()
        code, words = dieuhanh(trial, *REAL)
    connection.close()
    assert (code, "hãy dừng nó" in words) == (2, True), words
    assert not (trial / "archive").exists()
    assert len(office.read_bytes()) == len(before)


def test_a_server_stands_on_the_fresh_database_afterwards(trial: Path) -> None:
    with started(trial, free_port(), DEMO="no") as run:
        run.wait_for_page()
        assert "hãy dừng nó" in dieuhanh(trial, *REAL)[1]
        run.stop()
    assert dieuhanh(trial, *REAL)[0] == 0
    with started(trial, free_port(), DEMO="no") as run:
        assert run.wait_for_page() == 200
        run.stop()
    assert asked(trial / "office.sqlite3", "SELECT trial FROM installation_installation") == [(0,)]


def test_a_demo_never_starts_for_real(made_demo: Path, tmp_path: Path) -> None:
    copy_home(made_demo, tmp_path)
    for more in ({}, {"DEMO": "no", "DIEUHANH_DATABASE_URL": f"sqlite://{tmp_path / 'demo.sqlite3'}"}):
        code, words = dieuhanh(tmp_path, *REAL, **more)
        assert (code, "không bao giờ thành" in words) == (2, True), words
    assert (
        "là bản minh họa" in dieuhanh(tmp_path, *WARD, DIEUHANH_DATABASE_URL=f"sqlite://{tmp_path / 'demo.sqlite3'}")[1]
    )
    assert asked(tmp_path / "demo.sqlite3", "SELECT kind FROM installation_installation") == [("demo",)]
    assert "là bản minh họa" in refused(
        tmp_path, free_port(), DEMO="no", DIEUHANH_DATABASE_URL=f"sqlite://{tmp_path / 'demo.sqlite3'}"
    )


def test_nothing_set_up_cannot_start_for_real(tmp_path: Path) -> None:
    code, words = dieuhanh(tmp_path, *REAL)
    assert (code, "dieuhanh setup" in words) == (2, True), words


def test_the_backups_of_the_trial_are_none_of_the_office(trial: Path) -> None:
    (trial / "ổ").mkdir()
    assert dieuhanh(trial, "backup", "--every-night", "--to", str(trial / "ổ"))[0] == 0
    assert "chưa có bản sao lưu" not in dieuhanh(trial, "doctor")[1]
    assert dieuhanh(trial, *REAL)[0] == 0
    code, words = dieuhanh(trial, "doctor")
    assert (code, "Cơ sở dữ liệu đang dùng chưa có bản sao lưu nào" in words) == (1, True), words
    with started(trial, free_port(), DEMO="no") as run:
        run.wait_for_page()
        until = time.monotonic() + 60
        while len(list((trial / "ổ").glob("*.backup"))) < 2:
            assert time.monotonic() < until, run.words()
            time.sleep(0.2)
