"""`@action`: the only way to write. Allowed? valid? one transaction, one act in the journal.

An action called inside another joins its act, in a savepoint. Reads open no transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.apps import apps
from django.db import IntegrityError, OperationalError, models, transaction

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal import followers, gate
from dieuhanh.kernel.journal.canonical import canonical, sha256
from dieuhanh.kernel.journal.current import Writing, begin, leave, writing
from dieuhanh.kernel.journal.errors import Busy, Clashed, OnceMismatch
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.queue import writers_turn
from dieuhanh.kernel.journal.rows import (
    change,
    create,
    create_many,
    end,
    erase_personal,
    remove,
    remove_set,
    update_set,
)
from dieuhanh.kernel.journal.sealing import seal

__all__ = [
    "VERBS",
    "By",
    "action",
    "change",
    "create",
    "create_many",
    "end",
    "erase_personal",
    "remove",
    "remove_set",
    "update_set",
]

P = ParamSpec("P")
R = TypeVar("R")
VERBS: set[str] = set()  # the closed list: each @action adds its verb when its module is imported
UNIQUE_VIOLATION = "23505"  # PostgreSQL
WAITED_TOO_LONG = {"55P03", "40P01", "57014"}  # PostgreSQL: lock not available, deadlock detected, statement timeout


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and how. `actor` None is the machine itself, `channel` one of web, cli, job, system."""

    actor: int | None = None
    post: int | None = None
    behalf: int | None = None
    channel: str = "web"
    reason: str = ""
    once_key: str | None = None
    seen_act: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of an action: what is asked of the gate and what is written in the act."""

    by: By
    verb: str
    may: str | None
    subject: object
    once_digest: str = field(default="")


def action(
    verb: str, *, may: str | None, on: str | None = None
) -> Callable[[Callable[Concatenate[By, P], R]], Callable[Concatenate[By, P], R]]:
    """Make a function the action `verb`: needs the capability `may` over its parameter `on` (None: anywhere).

    `may=None`: the system's own set-up. The function takes `by` first, all else by keyword.
    """
    if verb in VERBS:
        raise RuntimeError(f"two actions are called {verb}")
    VERBS.add(verb)

    def decorate(function: Callable[Concatenate[By, P], R]) -> Callable[Concatenate[By, P], R]:
        @wraps(function)
        def run(by: By, /, *args: P.args, **kwargs: P.kwargs) -> R:
            found = writing()
            content = _content(by, kwargs) if found is None else ""  # who joins an act leaves the key to it
            call = _Call(by, verb, may, kwargs.get(on) if on else None, content)

            def do() -> R:
                return function(by, *args, **kwargs)

            return _outermost(call, do) if found is None else _joined(found, call, do)

        return run

    return decorate


def _content(by: By, kwargs: dict[str, Any]) -> str:
    """What a once-key stands for; a password never enters a stored hash."""
    if not by.once_key:
        return ""
    return sha256(canonical({k: v for k, v in kwargs.items() if "password" not in k})).hex()


def _joined(found: Writing, call: _Call, do: Callable[[], R]) -> R:
    """Join the act that is being written; what fails here takes its rows and its events with it."""
    act, by = found.act, call.by
    if (by.actor, by.post, by.behalf) != (act.actor_id, act.post_id, act.behalf_id):
        raise RuntimeError(f"{call.verb} joins an act of somebody else")
    before = [replace(pending) for pending in found.pending]
    found.via.append(call.verb)
    try:
        with transaction.atomic():
            gate.ask(call.by, call.may, call.subject)
            return do()
    except BaseException:
        found.pending[:] = before
        raise
    finally:
        found.via.pop()


def _outermost(call: _Call, do: Callable[[], R]) -> R:
    try:
        with writers_turn(), transaction.atomic(durable=True):
            gate.ask(call.by, call.may, call.subject)
            act = _begun(call)
            if act is None:
                return _first_result(call)
            return _written(act, do)
    except IntegrityError as error:
        # Only what is there already: any other rule of the database that an act breaks is a fault of ours.
        if "UNIQUE constraint" in str(error) or getattr(error.__cause__, "sqlstate", "") == UNIQUE_VIOLATION:
            raise Clashed from error
        raise
    except OperationalError as error:
        if "is locked" in str(error) or getattr(error.__cause__, "sqlstate", "") in WAITED_TOO_LONG:
            raise Busy from error
        raise


def _written(act: Act, do: Callable[[], R]) -> R:
    found = Writing(act)
    token = begin(found)
    try:
        result = do()
        followers.tell(frozenset(pending.event.model for pending in found.pending))
        seal(found, _outcome(result))
    finally:
        leave(token)
    return result


def _begun(call: _Call) -> Act | None:
    """The new act, or None where its once-key has been used: the loser of a race waits here for the winner."""
    by = call.by
    act = Act(
        verb=call.verb,
        actor_id=by.actor,
        post_id=by.post,
        behalf_id=by.behalf,
        at=datetime.now(UTC),
        day=by.day or today(),
        channel=by.channel,
        reason=by.reason,
        once_key=by.once_key,
        once_digest=call.once_digest,
    )
    if by.once_key is None:
        act.save(force_insert=True)
        return act
    if Act.objects.filter(once_key=by.once_key).exists():
        return None
    try:
        with transaction.atomic():
            act.save(force_insert=True)
    except IntegrityError:
        return None
    return act


def _first_result(call: _Call) -> Any:
    """What the first press gave; refused where key, actor or content differ."""
    first = Act.objects.select_related("seal").get(once_key=call.by.once_key)
    if (first.verb, first.actor_id, first.once_digest) != (call.verb, call.by.actor, call.once_digest):
        raise OnceMismatch
    model, _, key = first.seal.outcome.partition(":")
    return apps.get_model(model)._base_manager.get(pk=key) if key else None


def _outcome(result: object) -> str:
    return f"{result._meta.label_lower}:{result.pk}" if isinstance(result, models.Model) else ""
