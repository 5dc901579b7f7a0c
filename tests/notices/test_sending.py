"""Mail goes out once, or it stands in the outbox and says why it has not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.notices.addresses import set_own_address
from dieuhanh.kernel.notices.models import Message, State
from dieuhanh.kernel.notices.outbox import AGAIN_AFTER, claim, send_again
from dieuhanh.kernel.notices.quiet import set_quiet_hours
from dieuhanh.kernel.notices.sending import send_waiting

from ..setup.conftest import by_of, person
from .conftest import MORNING, Travel, address, minutes, say, use_port
from .servers import Silent, Taking

Settings = pytest.FixtureRequest


def urgent(title: str = "Họp ngay lúc 10 giờ", *usernames: str) -> Message:
    for username in usernames or ("kinhte.truong",):
        address(username)
    say(title, *(usernames or ("kinhte.truong",)), urgent=True)
    return Message.objects.latest("pk")


def fate(message: Message) -> State:
    message.refresh_from_db()
    return State(message.state)


def test_an_urgent_notice_is_mailed_at_once(mail_server: Taking) -> None:
    message = urgent()
    assert send_waiting() == 1
    (mail,) = mail_server.taken
    assert mail["To"] == "kinhte.truong@xa.example.vn"
    assert mail["From"] == "dieuhanh@xa.example.vn"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Họp ngay lúc 10 giờ" in mail_server.words()[0]
    assert "Kính gửi Phạm Kinh Tế," in mail_server.words()[0]
    assert fate(message) is State.SENT
    assert send_waiting() == 0


def test_sending_writes_no_act(mail_server: Taking) -> None:
    urgent()
    before = Act.objects.count()
    assert send_waiting() == 1
    assert Act.objects.count() == before


def test_what_is_refused_for_good_has_failed(mail_server: Taking) -> None:
    mail_server.answers["RCPT"] = "550 no such mailbox"
    message = urgent()
    assert send_waiting() == 0
    assert fate(message) is State.FAILED
    assert message.error == "550 no such mailbox"


def test_one_refused_does_not_stop_the_next(mail_server: Taking) -> None:
    mail_server.answers["DATA"] = "554 not this"
    urgent("Việc thứ nhất")
    send_waiting()
    mail_server.answers.clear()
    urgent("Việc thứ hai")
    assert send_waiting() == 1
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [State.FAILED, State.SENT]


def test_what_is_refused_for_now_is_tried_again_later_and_later(mail_server: Taking, clock: Travel) -> None:
    mail_server.answers["RCPT"] = "451 greylisted"
    message = urgent()
    set_quiet_hours(by_of("kythuat"), begins=0, ends=0)
    at = MORNING
    for tried, pause in enumerate(AGAIN_AFTER, start=1):
        send_waiting()
        assert (fate(message), message.tried) == (State.WAITING, tried)
        clock(at + pause - timedelta(seconds=1))
        send_waiting()
        assert fate(message) is State.WAITING
        assert message.tried == tried
        at += pause
        clock(at)
    send_waiting()
    assert fate(message) is State.FAILED


def test_what_was_refused_for_now_arrives_under_the_same_number(mail_server: Taking, clock: Travel) -> None:
    mail_server.answers["DATA"] = "451 later"
    message = urgent()
    send_waiting()
    mail_server.answers.clear()
    clock(MORNING + minutes(2))
    assert send_waiting() == 1
    assert mail_server.taken[0]["Message-ID"] == message.message_id


def test_nobody_listens(office_of_mail: None) -> None:
    message = urgent()
    assert send_waiting() == 0
    assert fate(message) is State.WAITING
    assert message.error


def test_a_server_that_is_gone_is_asked_once_a_turn(office_of_mail: None) -> None:
    urgent("Họp", "kinhte.truong", "vanhoa.truong")
    send_waiting()
    assert sorted(Message.objects.values_list("tried", flat=True)) == [0, 1]


@pytest.mark.parametrize("dies", [True, False], ids=["dies", "hangs"])
def test_a_server_that_falls_silent_before_the_words_gets_them_later(
    office_of_mail: None, settings: Settings, dies: bool
) -> None:
    with Silent("MAIL", dies=dies) as silent:
        use_port(settings, silent.port)
        message = urgent()
        send_waiting()
    assert fate(message) is State.WAITING


@pytest.mark.parametrize("dies", [True, False], ids=["dies", "hangs"])
def test_a_server_that_falls_silent_in_the_words_leaves_the_fate_unknown(
    office_of_mail: None, settings: Settings, clock: Travel, dies: bool
) -> None:
    with Silent("DATA", dies=dies) as silent:
        use_port(settings, silent.port)
        message = urgent()
        send_waiting()
        assert fate(message) is State.UNKNOWN
        clock(MORNING + timedelta(hours=5))
        send_waiting()
    assert (fate(message), message.tried) == (State.UNKNOWN, 1)


def test_what_was_claimed_and_never_settled_is_listed_and_not_sent_by_itself(
    mail_server: Taking, clock: Travel
) -> None:
    message = urgent()
    assert claim(Message.objects.all()) == message  # and then the machine stops
    send_waiting()
    assert fate(message) is State.CLAIMED
    clock(MORNING + minutes(11))
    assert send_waiting() == 0
    assert fate(message) is State.UNKNOWN
    assert "dừng giữa lúc gửi" in message.error
    clock(MORNING + timedelta(hours=5))
    assert send_waiting() == 0


def test_a_person_sends_it_again(mail_server: Taking, clock: Travel) -> None:
    message = urgent()
    claim(Message.objects.all())
    clock(MORNING + minutes(11))
    send_waiting()
    with pytest.raises(NotAllowed):
        send_again(by_of("lanhdao"), message=message)
    set_own_address(by_of("kinhte.truong"), person=person("kinhte.truong"), email="moi@xa.example.vn")
    send_again(by_of("kythuat"), message=message)
    assert send_waiting() == 1
    assert mail_server.taken[0]["To"] == "moi@xa.example.vn"
    assert mail_server.taken[0]["Message-ID"] == message.message_id
    with pytest.raises(Invalid, match="đã gửi"):
        send_again(by_of("kythuat"), message=message)


@pytest.mark.parametrize(("hour", "minute"), [(19, 0), (23, 59), (0, 0), (6, 29)])
def test_nothing_is_mailed_in_quiet_hours(mail_server: Taking, clock: Travel, hour: int, minute: int) -> None:
    message = urgent()
    clock(datetime(2026, 3, 4, hour, minute, tzinfo=ZONE))
    assert send_waiting() == 0
    assert fate(message) is State.WAITING
    clock(datetime(2026, 3, 5, 6, 30, tzinfo=ZONE))
    assert send_waiting() == 1


def test_quiet_hours_are_kept_with_their_days(office_of_mail: None, clock: Travel, mail_server: Taking) -> None:
    first = set_quiet_hours(by_of("kythuat"), begins=12 * 60, ends=13 * 60)
    set_quiet_hours(by_of("kythuat"), begins=12 * 60, ends=14 * 60)
    first.refresh_from_db()
    assert first.ends == 14 * 60
    clock(MORNING + timedelta(days=1))
    with pinned():
        second = set_quiet_hours(by_of("kythuat"), begins=0, ends=0)
    first.refresh_from_db()
    assert first.until_day == second.from_day
    with pytest.raises(NotAllowed):
        set_quiet_hours(by_of("vanphong"), begins=0, ends=0)
    with pytest.raises(Invalid):
        set_quiet_hours(by_of("kythuat"), begins=0, ends=24 * 60)


def test_on_a_day_off_only_what_is_urgent_goes_out(mail_server: Taking, clock: Travel) -> None:
    urgent()
    Message.objects.update(urgent=False)
    later = urgent("Trực cấp cứu")
    clock(datetime(2026, 3, 7, 9, 0, tzinfo=ZONE))
    assert send_waiting() == 1
    assert fate(later) is State.SENT
    clock(datetime(2026, 3, 9, 9, 0, tzinfo=ZONE))
    assert send_waiting() == 1
