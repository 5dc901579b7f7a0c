"""Rules of the database ground that reading the code can hold: who opens transactions, who locks, who writes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import dieuhanh

ROOT = Path(dieuhanh.__file__).parent
JOURNAL = {"kernel/journal/actions.py", "kernel/journal/rows.py", "kernel/journal/sealing.py", "kernel/journal/apps.py"}
# Architecture, "Who writes outside actions": rows made after a migration, derived rows kept inside unit actions, User rows (which hold
# sign-in only and are no part of the record), the number of the public pages, and
# the counter of their visits and the notes of workers and ticker, which open their own transactions in the writers' turn; notices, derived
# from the acts that tell them, and the state of messages, which is the mark of a machine (one statement each, in the writers' turn);
# what somebody types into a draft and has not saved.
MAY_WRITE = JOURNAL | {
    "kernel/units/apps.py",
    "kernel/units/ancestors.py",
    "kernel/publication/apps.py",
    "kernel/publication/generation.py",
    "faces/portal/counting/store.py",
    "kernel/jobs/store.py",
    "kernel/plans/counting.py",
    "kernel/plans/workbench/typing.py",
    "kernel/notices/telling.py",
    "kernel/notices/seeing.py",
    "kernel/notices/digest.py",
    "kernel/notices/outbox.py",
    "kernel/notices/clearing.py",
    "kernel/access/accounts.py",
    "kernel/access/closing.py",
    "kernel/access/people.py",
}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update_or_create",
    "get_or_create",
    "delete",
    "update",
    "asave",
    "acreate",
}


@cache
def modules() -> list[tuple[str, ast.Module]]:
    files = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py"))}
    return [
        (name, ast.parse(path.read_text(encoding="utf-8")))
        for name, path in files.items()
        if "/migrations/" not in name and "/tests/" not in name
    ]


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield node, function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def of_a_queryset(call: ast.Call) -> bool:
    """`x.update(...)` of a set or dict is no write: a queryset is reached through a manager, or a model row is saved."""
    words = ast.unparse(call.func)
    if isinstance(call.func, ast.Attribute) and call.func.attr in {
        "save",
        "asave",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    }:
        return True
    return "objects" in words or "_manager" in words or "rows.filter" in words


def found(kind: str, tree: ast.Module) -> list[int]:
    lines = []
    for call, name in calls(tree):
        if kind == "atomic" and name == "atomic":
            lines.append(call.lineno)
        if kind == "lock" and name == "select_for_update" and not any(k.arg == "no_key" for k in call.keywords):
            lines.append(call.lineno)
        if kind == "average" and name == "Avg":
            lines.append(call.lineno)
        if kind == "write" and name in WRITES and of_a_queryset(call):
            lines.append(call.lineno)
    return sorted(lines)


def offenders(kind: str, allowed: set[str]) -> list[str]:
    return [f"{name}:{line}" for name, tree in modules() if name not in allowed for line in found(kind, tree)]


def test_only_the_action_opens_a_transaction() -> None:
    assert (
        offenders(
            "atomic",
            {
                "kernel/journal/actions.py",
                "faces/portal/counting/store.py",
                "kernel/jobs/store.py",
                "kernel/plans/workbench/typing.py",
            },
        )
        == []
    )


def test_a_lock_never_blocks_foreign_keys() -> None:
    """FOR UPDATE meets the share lock of a foreign key at commit: a deadlock under the chain's lock."""
    assert offenders("lock", set()) == []


def test_no_average_in_the_database() -> None:
    """Django cuts an average of scaled integers to an integer, silently."""
    assert offenders("average", set()) == []


def test_rows_are_written_by_the_journal_and_a_closed_list() -> None:
    assert offenders("write", MAY_WRITE) == []


def test_the_lint_finds_what_it_looks_for() -> None:
    bad = ast.parse(
        "with transaction.atomic():\n    Task.objects.filter(a=1).select_for_update().update(b=2)\nrow.save()\nx = Avg('v')\nseen.update(y)\n"
    )
    assert {kind: found(kind, bad) for kind in ("atomic", "lock", "average", "write")} == {
        "atomic": [1],
        "lock": [2],
        "average": [4],
        "write": [2, 3],
    }
