"""From a reading to draft rows: which heading and area a task stands under, its code, its units, its deadline. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dieuhanh.foundation.reading import model as reader
from dieuhanh.foundation.reading.model import Reading
from dieuhanh.foundation.reading.outline import headings_above
from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.documents.models import Citation
from dieuhanh.kernel.plans.matching import AreaWords, match_area
from dieuhanh.kernel.plans.models import Assignment, Kind, Mention, Plan, PlanHeading, Role, Task, TaskBasis
from dieuhanh.kernel.plans.said_due import SaidDue, said_dues
from dieuhanh.kernel.plans.titles import title_of
from dieuhanh.kernel.units.models import Area
from dieuhanh.kernel.units.queries import Resolver

STANDING_TYPES = frozenset({"ongoing", "recurring"})
STANDING_VERBS = frozenset({"tang cuong", "tiep tuc", "duy tri", "day manh", "thuong xuyen"})
UNPLACED = "0"  # the first half of the code of a task whose heading matches no area of the office


def headings_of(plan: Plan, reading: Reading, areas: list[AreaWords], resolver: Resolver) -> dict[int, PlanHeading]:
    """The headings that tasks stand under, by the index of the reader's heading that a task hangs on.

    A heading that names a unit ("c) Phòng Y tế:") says who, not what, and is passed over for the topic above it.
    """
    topics = {i: h.title for i, h in enumerate(reading.headings) if resolver.resolve(h.title).how == "none"}
    matched = {i: match_area(topics.get(i, ""), areas) for i in range(len(reading.headings))}
    above = headings_above(reading.headings)
    made: dict[int, PlanHeading] = {}
    found: dict[int, PlanHeading] = {}
    for leaf in sorted({t.heading for t in reading.tasks if t.heading is not None}):
        chosen = _topic(list(_upwards(leaf, above)), topics, matched)
        if chosen not in made:
            made[chosen] = _heading(plan, reading, chosen, matched[chosen])
        found[leaf] = made[chosen]
    return found


def _heading(plan: Plan, reading: Reading, index: int, area_id: int | None) -> PlanHeading:
    heading = reading.headings[index]
    return PlanHeading(
        plan=plan,
        ordinal=index,
        number=heading.marker.strip("().:-– "),
        title=heading.title,
        start=heading.start,
        end=heading.end,
        area_id=area_id,
    )


def _upwards(index: int | None, above: list[int | None]) -> Iterator[int]:
    while index is not None:
        yield index
        index = above[index]


def _topic(path: list[int], topics: dict[int, str], matched: dict[int, int | None]) -> int:
    """From a heading and all above it: the nearest that matches an area, and on upwards while the area stays; else the nearest topic."""
    nearest = next((position for position, index in enumerate(path) if matched[index]), None)
    if nearest is None:
        return next((index for index in path if topics.get(index)), path[0])
    area = matched[path[nearest]]
    while nearest + 1 < len(path) and matched[path[nearest + 1]] == area:
        nearest += 1
    return path[nearest]


def draft_tasks(
    plan: Plan,
    text: str,
    reading: Reading,
    headings: dict[int, PlanHeading],
    areas: dict[int, Area],
    resolver: Resolver,
    *,
    before_with_day: bool,
) -> list[Task]:
    """`before_with_day`: the office's choice on the day of the text (`due_of`)."""
    count: Counter[str] = Counter()
    tasks = []
    dues = said_dues(text, reading.tasks, before_with_day=before_with_day)
    for ordinal, read in enumerate(reading.tasks):
        heading = headings.get(read.heading) if read.heading is not None else None
        area = areas[heading.area_id] if heading and heading.area_id else None
        first = str(area.number) if area else UNPLACED
        count[first] += 1
        tasks.append(
            _task(plan, read, reading, heading, area, f"{first}.{count[first]:02d}", ordinal, dues[ordinal], resolver)
        )
    return tasks


def _task(
    plan: Plan,
    read: reader.Task,
    reading: Reading,
    heading: PlanHeading | None,
    area: Area | None,
    code: str,
    ordinal: int,
    said: SaidDue,
    resolver: Resolver,
) -> Task:
    leads = resolver.resolve(read.lead[0].text).unit_ids if read.lead else ()
    return Task(
        plan=plan,
        heading=heading,
        area=area,
        code=code,
        ordinal=ordinal,
        title=title_of(read),
        head_verb=read.head_verb[:64],
        lead_id=leads[0] if len(leads) == 1 else None,
        kind=kind_of(said, read.head_verb),
        due_at=said.due.at,
        due_rule=said.due.rule,
        due_text=said.words,
        due_type=said.type,
        due_iso=said.iso[:24],
        product=read.product or "",
        target="; ".join(
            t.text for t in reading.targets if t.layer == "target" and read.start <= t.start and t.end <= read.end
        ),
        start=read.start,
        end=read.end,
    )


def next_code(plan_id: int, area_id: int | None) -> str:
    """Behind the last code of the area in the plan."""
    number = Area.objects.get(pk=area_id).number if area_id else UNPLACED
    codes = Task.objects.filter(plan=plan_id, parent=None, code__startswith=f"{number}.").values_list("code", flat=True)
    taken = [int(code.split(".")[1]) for code in codes]
    return f"{number}.{max(taken, default=0) + 1:02d}"


def kind_of(said: SaidDue, head_verb: str) -> Kind:
    """A duty that comes back or never ends, by its deadline; or by its verb where the text gives it none."""
    standing = said.type in STANDING_TYPES or (not said.words and fold(head_verb) in STANDING_VERBS)
    return Kind.STANDING if standing and said.due.at is None else Kind.TASK


def assignments_of(task: Task, read: reader.Task, resolver: Resolver) -> tuple[list[Assignment], list[Mention]]:
    """A unit named twice is assigned once, as lead if it leads; a collective (eleven wards) is each of its units."""
    roles: dict[int, int] = {}
    mentions = []
    for role, units in ((Role.LEAD, read.lead), (Role.COOP, read.coop)):
        for unit in units:
            ids = resolver.resolve(unit.text).unit_ids
            for unit_id in ids:
                roles.setdefault(unit_id, role)
            mentions.append(
                Mention(
                    task=task,
                    role=role,
                    text=unit.text,
                    start=unit.start,
                    end=unit.end,
                    inherited=unit.inherited,
                    resolved=bool(ids),
                )
            )
    return [Assignment(task=task, unit_id=u, role=r) for u, r in roles.items()], mentions


def bases_of(text: str, tasks: list[Task], reads: list[reader.Task], citations: list[Citation]) -> Iterator[TaskBasis]:
    """A citation belongs to the task whose words hold it, or right after whose words it stands on the same line."""
    for task, read, follower in zip(tasks, reads, [*reads[1:], None], strict=True):
        line_end = text.find("\n", read.end)
        until = min(line_end if line_end >= 0 else len(text), follower.start if follower else len(text))
        for citation in citations:
            if read.start <= citation.start and citation.end <= max(until, read.end):
                yield TaskBasis(task=task, citation=citation)
