"""A unit works on a task and says so: progress, the report that it is done, the head's word on that report, the review of standing work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dieuhanh.kernel.access.rights import Viewer, acting
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.receiving import held, must_be
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.models import (
    TAKEN_OUT,
    Grade,
    Kind,
    Question,
    QuestionKind,
    Report,
    ReportKind,
    Review,
    State,
    Task,
)
from dieuhanh.kernel.plans.moves import move
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.telling import say


@dataclass(frozen=True, slots=True)
class Result:
    """The document that ends the work, or why there is none."""

    symbol: str = ""
    day: date | None = None
    issuer: str = ""
    no_document: str = ""


@action("plans.report_progress", may="report_task", on="task")
def report_progress(
    by: By,
    *,
    task: Task,
    percent: int | None,
    words: str,
    lower: bool = False,
    source: str = "",
    seen: int | None = None,
) -> Report:
    """How far it is, in percent and one sentence. It goes back only where `lower` says so on purpose."""
    task = held(task, State.ISSUED, State.RUNNING, State.PAUSED)
    _say(words)
    if percent is not None:
        _fits(task, percent, lower)
    report = create(_report(by, task, ReportKind.PROGRESS, words, source, percent=percent))
    received = {"state": State.RUNNING, "lapse_at": None} if task.state == State.ISSUED else {}
    if received or (percent is not None and percent != task.percent):
        move(task, seen=seen, **received, **({} if percent is None else {"percent": percent}))
    return report


@action("plans.report_done", may="report_task", on="task")
def report_done(by: By, *, task: Task, words: str, result: Result, source: str = "", seen: int | None = None) -> Report:
    """The work is done: by which document, or why there is none. An officer's report waits for the head where the unit has that step."""
    must_be(task, State.ISSUED, State.RUNNING)
    _say(words)
    _may_end(task, result)
    viewer = acting(by)
    waits = (
        works_in(viewer, task.lead_id) and not heads(viewer, task.lead_id) and Rules(today()).head_agrees(task.lead_id)
    )
    report = create(_report(by, task, ReportKind.DONE, words, source, sent=not waits, **_ended_by(result)))
    if waits:
        move(task, seen=seen, state=State.SUBMITTED, lapse_at=None)
    else:
        move(task, seen=seen, state=State.REPORTED, lapse_at=None, done_at=now(), percent=100)
    say("submitted" if waits else "reported", task)
    return report


@action("plans.agree_report", may="agree_report", on="task")
def agree_report(by: By, *, task: Task, seen: int | None = None) -> Task:
    """The unit's head sends the report to the office: from then on the unit has done its part."""
    must_be(task, State.SUBMITTED)
    answered_first(task)
    change(last_report(task), sent=True)
    task = move(task, seen=seen, state=State.REPORTED, done_at=now(), percent=100)
    say("reported", task)
    say("agreed", task)
    return task


@action("plans.return_report", may="agree_report", on="task")
def return_report(by: By, *, task: Task, reason: str, seen: int | None = None) -> Task:
    must_be(task, State.SUBMITTED)
    said(reason, "hãy ghi điều cần làm thêm", "reason")
    create(_report(by, task, ReportKind.NOTE, reason, "", sent=False))
    task = move(task, seen=seen, state=State.RUNNING)
    say("returned", task)
    return task


@action("plans.note_inside", may="see_inside", on="task")
def note_inside(by: By, *, task: Task, words: str) -> Report:
    """A word between people of the unit; nobody else reads it."""
    task = held(task, *(state for state in State if state != State.DRAFT))
    _say(words)
    say("noted", task)
    return create(_report(by, task, ReportKind.NOTE, words, "", sent=False))


@action("plans.review_standing", may="report_task", on="task")
def review_standing(by: By, *, task: Task, from_day: date, until_day: date, grade: Grade, words: str) -> Review:
    """How standing work went in a period that has begun; once a period."""
    if task.kind != Kind.STANDING or task.state in (State.DRAFT, *TAKEN_OUT):
        raise Invalid("chỉ nhiệm vụ thường xuyên đã giao được đánh giá theo kỳ")
    _say(words)
    if until_day <= from_day:
        raise Invalid(f"kỳ kết thúc {until_day:%d/%m/%Y} không sau ngày bắt đầu {from_day:%d/%m/%Y}", "until_day")
    if from_day > today():
        raise Invalid(f"kỳ này bắt đầu ngày {from_day:%d/%m/%Y}, chưa đến", "from_day")
    before = Review.objects.filter(task=task, from_day__lt=until_day, until_day__gt=from_day).first()
    if before is not None:
        last = before.until_day - timedelta(days=1)
        raise Invalid(f"kỳ từ {before.from_day:%d/%m/%Y} đến {last:%d/%m/%Y} đã được đánh giá", "from_day")
    person = acting(by).person
    return create(
        Review(task=task, from_day=from_day, until_day=until_day, grade=grade, words=words.strip(), person=person)
    )


def last_report(task: Task) -> Report:
    """The report that the task's present state stands on."""
    return Report.objects.filter(task=task, kind=ReportKind.DONE).order_by("-id")[0]


def _ended_by(result: Result) -> dict[str, Any]:
    named = {"result_symbol": result.symbol.strip(), "result_issuer": result.issuer.strip()}
    return {**named, "result_day": result.day, "no_document": result.no_document.strip()}


def works_in(viewer: Viewer, unit_id: int | None) -> bool:
    return viewer.scope("see_inside").reaches(unit_id) if unit_id else False


def heads(viewer: Viewer, unit_id: int | None) -> bool:
    return viewer.scope("agree_report").reaches(unit_id) if unit_id else False


def _report(by: By, task: Task, kind: ReportKind, words: str, source: str, **more: Any) -> Report:
    """In the unit's own name, or for a unit without an account, then with the source of what is written."""
    viewer = acting(by)
    if by.actor is not None and not works_in(viewer, task.lead_id) and not source.strip():
        raise Invalid("nhập thay đơn vị thì phải ghi nguồn (công văn, điện thoại của ai, ngày nào)", "source")
    return Report(
        task=task,
        kind=kind,
        unit_id=task.lead_id,
        person=viewer.person,
        day=today(),
        words=words.strip(),
        source=fitting(source, "source"),
        **more,
    )


def _say(words: str) -> None:
    said(words, "hãy ghi một câu về kết quả", "words")


def _fits(task: Task, percent: int, lower: bool) -> None:
    if not 0 <= percent <= 100:
        raise Invalid(f"tiến độ {percent}% không có; hãy ghi từ 0 đến 100", "percent")
    if task.parts.exists():
        raise Invalid("tiến độ của nhiệm vụ này được tính từ các phần việc; hãy báo cáo ở từng phần", "percent")
    if percent < task.percent and not lower:
        raise Invalid(
            f"đã báo {task.percent}%, nay ghi {percent}%; nếu đúng là giảm, hãy đánh dấu «Giảm tiến độ»", "percent"
        )


def _may_end(task: Task, result: Result) -> None:
    if task.kind == Kind.STANDING:
        raise Invalid("nhiệm vụ thường xuyên không có ngày hoàn thành; hãy đánh giá theo kỳ")
    if task.lead_id is None:
        raise NotAllowed("nhiệm vụ này do nhiều đơn vị thực hiện; mỗi đơn vị báo cáo phần của mình")
    if not result.symbol.strip() and not result.no_document.strip():
        raise Invalid("hãy ghi số, ký hiệu văn bản kết quả, hoặc lý do không có văn bản", "result_symbol")
    fitting(result.symbol, "result_symbol", 80)
    fitting(result.issuer, "result_issuer", 200)
    fitting(result.no_document, "no_document")
    if result.day and result.day > today():
        raise Invalid(f"ngày văn bản {result.day:%d/%m/%Y} ở sau hôm nay", "result_day")
    open_parts = task.parts.exclude(state__in=[State.DONE, *TAKEN_OUT]).values_list("code", flat=True)
    if codes := ", ".join(open_parts[:5]):
        raise Invalid(f"còn phần việc chưa hoàn thành: {codes}")
    answered_first(task)


def answered_first(task: Task) -> None:
    """A leader's line is not passed by, whenever it came: before the report, or while the report waits."""
    if Question.objects.filter(task=task, kind=QuestionKind.DIRECTION, answered_on=None).exists():
        raise Invalid(f"nhiệm vụ {task.code} còn ý kiến chỉ đạo chưa trả lời; đơn vị trả lời trước đã")
