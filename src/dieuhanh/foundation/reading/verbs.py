"""What an order does: the first content verb of a clause behind its unit, assignment formula, adverbs and light verbs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from . import lexicon as lex
from .light import past_light, past_manner, verb_follows
from .together import help_of, partners_named
from .units import Range, names_unit, units
from .words import Words

_JOINTS: Final = frozenset((",", ";", "và", "hoặc", "“", "”", '"', "-", "/"))
_STOPS_COOP: Final = frozenset(("để", "trong", "nhằm"))
_WEAK: Final = frozenset(
    (
        "quan tâm",
        "chú ý",
        "chú trọng",
        "tập trung",
        "phấn đấu",
        "bám sát",
        "tham gia",
        "ưu tiên",
        "giúp",
        "đề cao trách nhiệm",
        "chủ động",
    )
)
_ADJUNCT_WORDS: Final = 40
# Behind "đối với ..., " and the like a bare verb mostly goes on with the description.
_NEEDS_SIGNAL: Final = lex.word_set("đối trường nếu khi trong qua riêng tại theo từ vào đến tới")
_TIMES: Final = lex.word_set("năm quý tháng tuần ngày hết cuối đầu nay")
_NO_ACTS: Final = lex.word_set(
    "được mà thì do của vốn nơi này đó kia ấy gồm luôn chỉ vẫn còn nên vừa mới ở hoặc hay và cho từ"
)
_DATE_WORDS: Final = lex.word_set(
    "trong năm tháng quý tuần ngày đầu cuối hằng hàng từ đến trước nay hết i ii iii iv , - /"
)
_FOR_OTHERS: Final = frozenset(("thừa", "thay", "giúp", "cùng"))


@dataclass(slots=True)
class Order:
    """The words (from, to) of the head verb, the units told and those worked with; `order` is False for what only looks like one."""

    head: Range
    lead: list[Range] = field(default_factory=list)
    coop: list[Range] = field(default_factory=list)
    end: int = 0  # the first word behind the head verb
    formula: Range | None = None  # "giao", "yêu cầu" before the units told
    by: list[Range] = field(default_factory=list)  # who says so, where the clause names it


def order(w: Words, i: int, j: int, depth: int = 0) -> Order | None:
    """The order in words `i` to `j`, None where the clause gives none."""
    i = _past_signs(w, i, j)
    if i >= j or depth > 3 or _speaks_of_document(w, i, j):
        return None
    found = _subject(w, i, j) if names_unit(w, i, j) else None
    if found is None:
        found = _action(w, i, j)
    if found is None and w.tags[i][0] & lex.INTRO:
        found = _behind_intro(w, i, j, depth)
    return found or _behind_date(w, i, j) or _nominal(w, i, j)


def _speaks_of_document(w: Words, i: int, j: int) -> bool:
    """“Quyết định này thay thế ...”, “Thông báo số 5 ...”."""
    k = i + w.tags[i][1]
    return (
        not w.tags[i][0] & lex.UNIT
        and k + 1 < j
        and (w.low[k] == "này" or (w.low[k] == "số" and w.low[k + 1][0].isdigit()))
    )


def _past_signs(w: Words, i: int, j: int) -> int:
    while i < j and w.low[i] in (",", "-", "+", "*", ":", ")", ".", "_", "/"):
        i += 1
    return i


def _subject(w: Words, i: int, j: int) -> Order | None:
    """“Bộ Tư pháp (theo chức năng ...) tổng hợp ...”."""
    named, k = units(w, i, j)
    if not named or k >= j:
        return None
    if w.low[k] in (",", ":", "-"):
        k += 1
    found = _action(w, k, j) or _behind_adjunct(w, k, j) or _unlisted(w, k, j)
    if found is None:
        return None
    if found.formula is not None and found.formula[0] == k:
        found.by = named
    else:
        found.lead = named + [u for u in found.lead if u not in named]
    return found


def _unlisted(w: Words, k: int, j: int) -> Order | None:
    """Behind a unit a small word the lexicon does not know is taken for its action ("Đài Truyền thanh quận ...")."""
    if k + 3 > j or w.tags[k][0] or w.capital(k) or not w.low[k].isalpha() or w.low[k] in _NO_ACTS:
        return None
    two = not w.tags[k + 1][0] and w.low[k + 1].isalpha() and not w.capital(k + 1)
    end = k + 2 if two else k + 1
    return Order((k, end), end=end)


def _behind_adjunct(w: Words, k: int, j: int) -> Order | None:
    """Passes over "theo chức năng, nhiệm vụ được giao", "căn cứ Kế hoạch này," up to the action."""
    if k >= j or w.low[k] == "(" or not (w.tags[k][0] & (lex.INTRO | lex.DEPENDENT | lex.SKIP) or w.low[k] == "được"):
        return None
    stop = min(j, k + _ADJUNCT_WORDS)
    t = k + w.tags[k][1]
    while t < stop:
        tags, length = w.tags[t]
        if tags & lex.STATED:
            return None
        if (
            tags & (lex.PREDICATE | lex.STATED)
            and not tags & (lex.NOUN | lex.FIXED | lex.UNIT)
            and not w.capital(t)
            and _may_begin(w, t)
        ):
            found = _action(w, t, j)
            if found:
                return found
        t += length
    return None


def _may_begin(w: Words, t: int) -> bool:
    """A lone verb inside a phrase is more often a noun there; a signal word or a comma before it makes it the action."""
    if w.tags[t][0] & lex.ASSIGN and not names_unit(w, t + w.tags[t][1], len(w.low)):
        return False
    return w.low[t - 1] in (",", "này") or bool(w.tags[t][0] & (lex.SKIP | lex.DUTY | lex.CHAIR | lex.COOP))


def _behind_intro(w: Words, i: int, j: int, depth: int) -> Order | None:
    """“Trên cơ sở ..., Bộ Tài chính ...”: the order behind one of the first commas."""
    tries = 0
    plain = w.low[i] not in _NEEDS_SIGNAL or (i + 1 < j and w.low[i + 1] in _TIMES)
    for k in range(i + 1, j):
        if w.low[k] == ":":
            break
        if w.low[k] != "," or k + 1 >= j:
            continue
        tries += 1
        if tries > 8:
            break
        tags = w.tags[k + 1][0]
        if names_unit(w, k + 1, j):
            if not w.capital(k + 1) and w.low[k + 1] not in ("các", "những", "cấp", "chính"):
                continue
            found = _subject(w, k + 1, j)
        elif tags & (lex.SKIP | lex.DUTY | lex.CHAIR | lex.COOP | lex.ASSIGN) or (
            plain and tags & (lex.VERB | lex.LIGHT) and not tags & (lex.NOUN | lex.FIXED)
        ):
            found = _action(w, k + 1, j)
        else:
            continue
        if found:
            return found
    return None


def _behind_date(w: Words, i: int, j: int) -> Order | None:
    """“Năm 2024 tập trung đổi mới ...”: a date without a comma opens the clause."""
    k = i
    while k < min(j, i + 12) and (w.low[k] in _DATE_WORDS or w.low[k][0].isdigit()):
        k += 1
    if k == i or k >= j or w.low[k] == ":":
        return None
    return _subject(w, k, j) if names_unit(w, k, j) else _action(w, k, j)


def _nominal(w: Words, i: int, j: int) -> Order | None:
    """“công tác điều hành ... đảm bảo đồng bộ”: an order in the shape of a noun."""
    tags, length = w.tags[i]
    k = i + length
    if tags & lex.EMPTY and k < j and w.tags[k][0] & lex.VERB:
        for t in range(k + 1, min(j, k + 25)):
            if w.low[t : t + 2] in (["đảm", "bảo"], ["bảo", "đảm"]) or w.low[t] in ("phải", "cần"):
                return Order((k, k + w.tags[k][1]), end=k + w.tags[k][1])
    if w.low[i] == "mỗi":
        for t in range(i + 1, min(j, i + 4)):
            if w.tags[t][0] & lex.VERB:
                return Order((t, t + w.tags[t][1]), end=t + w.tags[t][1])
    return None


@dataclass(slots=True)
class _Walk:
    """Where the walk along the clause has come to and what it met."""

    at: int
    start: int
    lead: list[Range] = field(default_factory=list)
    coop: list[Range] = field(default_factory=list)
    weak: Range | None = None
    formula: Range | None = None


def _action(w: Words, i: int, j: int) -> Order | None:
    walk = _Walk(i, i)
    while walk.at < j:
        tags, length = w.tags[walk.at]
        word = w.low[walk.at]
        if word in _JOINTS and walk.at > i:
            walk.at += 1
            continue
        head = _step(w, walk, j, tags, length)
        if head is not None:
            return Order(head, walk.lead, walk.coop, head[1], walk.formula) if head[0] >= 0 else _fallback(w, walk, j)
    return _fallback(w, walk, j)


_NONE: Final = (-1, -1)


def _step(w: Words, walk: _Walk, j: int, tags: int, length: int) -> Range | None:
    """One word or phrase further: the head verb, `_NONE` where no verb can follow, None to go on."""
    at = walk.at
    if tags & lex.FIXED and not tags & (lex.ASSIGN | lex.VERB):
        return _NONE
    assigned = tags & lex.ASSIGN and not walk.lead and _assigned(w, walk, j, length)
    if assigned or (tags & lex.DUTY and _duty(w, walk, j, length)):
        return None
    if _works_with(w, walk, j, tags, length):
        return None
    if tags & lex.COOP:
        return _cooperation(w, walk, j, length)
    if tags & lex.LIGHT:
        return past_light(w, at, j)
    if tags & (lex.CHAIR | lex.SKIP) and _passes_over(w, walk, j, tags, length):
        return None
    if tags & lex.VERB:
        named = at > walk.start and w.capital(at) and w.low[at - 1] not in (",", "“", '"')
        return _NONE if named else (at, at + length)
    if tags & lex.INTRO and at > walk.start:
        return _past_adjunct(w, walk, j)
    return _empty(w, walk, j, tags, length)


def _works_with(w: Words, walk: _Walk, j: int, tags: int, length: int) -> bool:
    """“X chủ trì, Y, Z phối hợp ...” and "có sự phối hợp của Y": Y and Z work with X, and the act comes behind."""
    at = walk.at
    found = partners_named(w, at + length, j) if tags & lex.CHAIR else None
    found = found or (help_of(w, at, j) if w.low[at] in ("có", "với", "sự") else None)
    if found is None:
        return False
    walk.coop += found[0]
    walk.weak = (at, at + length) if tags & lex.CHAIR else walk.weak
    walk.at = found[1]
    return True


def _past_adjunct(w: Words, walk: _Walk, j: int) -> Range | None:
    """ "... căn cứ Quyết định này xây dựng ...": on to the action behind the adjunct."""
    t = _adjunct_end(w, walk.at, j)
    if t == walk.at:
        return _NONE
    walk.at = t
    return None


def _empty(w: Words, walk: _Walk, j: int, tags: int, length: int) -> Range | None:
    """Passes over "công tác" before a verb and over adverbs; elsewhere no verb follows."""
    k = walk.at + length
    before_verb = (
        tags & lex.EMPTY and walk.at > walk.start and k < j and w.tags[k][0] & (lex.VERB | lex.FIXED) == lex.VERB
    )
    if before_verb or (tags & lex.MANNER and walk.weak):
        walk.at = k
        return None
    return _NONE


def _passes_over(w: Words, walk: _Walk, j: int, tags: int, length: int) -> bool:
    at = walk.at
    if tags & lex.VERB and not tags & lex.CHAIR and not verb_follows(w, at + length, j):
        return False
    if tags & lex.CHAIR or w.text(at, at + length) in _WEAK:
        walk.weak = (at, at + length)
    walk.at = past_manner(w, at + length, j)
    if w.low[at] in _FOR_OTHERS:
        walk.at = _past_units(w, walk, walk.at, j)
    return True


def _past_units(w: Words, walk: _Walk, k: int, j: int) -> int:
    """“thay mặt Chính phủ”, "cùng X": the unit helped or spoken for is passed over."""
    named, after = units(w, k, j)
    if w.low[walk.at - 1] == "cùng":
        walk.coop += named
    return after


def _assigned(w: Words, walk: _Walk, j: int, length: int) -> bool:
    """“Giao Bộ Công an ...”: the unit behind the formula is the one told."""
    k = walk.at + length
    if k < j and w.low[k] in (":", "cho"):
        k += 1
    named, after = units(w, k, j)
    if not named or after >= j:
        return False
    if _action(w, after, j) is None and _behind_adjunct(w, after, j) is None:
        return False
    walk.lead, walk.formula, walk.at = named, (walk.at, walk.at + length), after
    if _action(w, after, j) is None:
        walk.at = _adjunct_end(w, after, j)
    return True


def _adjunct_end(w: Words, k: int, j: int) -> int:
    for t in range(k + 1, min(j, k + _ADJUNCT_WORDS)):
        if w.tags[t][0] & lex.PREDICATE and not w.capital(t) and _may_begin(w, t) and _action(w, t, j):
            return t
    return k


def _cooperation(w: Words, walk: _Walk, j: int, length: int) -> Range | None:
    at = walk.at
    k = at + length
    while k < j and w.low[k] in ("với", "cùng", "chặt", "chẽ", "và"):
        k += 1
    named, after = units(w, k, j)
    walk.coop += named
    if not named:
        walk.weak, walk.at = _spoken(w, at, length), past_manner(w, k, j)
        return None
    if after < j and w.low[after] in _STOPS_COOP:
        return _spoken(w, at, length)
    walk.weak, walk.at = _spoken(w, at, length), after
    return None


def _spoken(w: Words, at: int, length: int) -> Range:
    """The verb is "phối hợp" alone, whatever stands around it in the phrase."""
    start = next((k for k in range(at, at + length) if w.low[k] == "phối"), at)
    return start, min(start + 2, at + length)


def _duty(w: Words, walk: _Walk, j: int, length: int) -> bool:
    k = walk.at + length
    if w.low[walk.at] == "chịu" and k < j and w.low[k] in ("về", "trước", "toàn", "thi", "chính"):
        walk.weak = (walk.at, walk.at + 3)
        for t in range(k, j):
            if (
                w.low[t] == ","
                and t + 1 < j
                and w.tags[t + 1][0] & (lex.SKIP | lex.CHAIR | lex.COOP)
                and w.tags[t + 1][1] > 1
            ):
                walk.at = t + 1
                return True
        walk.at = k
        return False
    walk.at = k + 1 if k < j and w.low[k] == ":" else k
    return True


def _fallback(w: Words, walk: _Walk, j: int) -> Order | None:
    """“Chú ý các hình thức ...”: an adverbial verb is the head where no other follows."""
    if walk.weak is None or walk.weak[1] >= j:
        return None
    if walk.at < j and w.tags[walk.at][0] & lex.STATED:
        return None
    unlisted = _unlisted(w, walk.at, j) if walk.coop else None
    if unlisted:
        return Order(unlisted.head, walk.lead, walk.coop, unlisted.end, walk.formula)
    return Order(walk.weak, walk.lead, walk.coop, walk.weak[1], walk.formula)
