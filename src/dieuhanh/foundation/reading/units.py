"""Units named in a row: each named body apart, fixed collectives whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from . import lexicon as lex
from .words import Words

Range = tuple[int, int]

_DETERMINERS: Final = frozenset(("các", "những", "mọi", "toàn", "từng"))
_STOPS: Final = lex.word_set(
    "trong tại khi sẽ đã không được bị cho gửi về với đến để là như nếu cần phải nhằm ngay đang thì mà vào hoặc do sau trước qua bằng"
)
_BREAKS: Final = lex.VERB | lex.SKIP | lex.DUTY | lex.CHAIR | lex.COOP | lex.ASSIGN | lex.LIGHT | lex.LINK | lex.STATED
_LONGEST: Final = 60
_RELATIVE: Final = frozenset(("được giao", "được phân công", "được giao chủ trì", "được giao thực hiện"))
_TASK_BODIES: Final = frozenset(
    ("ban chỉ đạo", "tổ công tác", "hội đồng", "tiểu ban", "ban chỉ huy", "ban vận động", "ban tổ chức")
)
_LEVELS: Final = lex.word_set("quận huyện xã phường tỉnh thành thị")
_PLACE_LEVELS: Final = lex.word_set("phường xã quận huyện tỉnh phố trấn")
_ROW_HEADS: Final = lex.word_set("quận huyện thị xã phường tỉnh đặc ban ngành sở bộ")
_OF_BODIES: Final = lex.word_set("quận huyện tỉnh thành bộ sở nhà")
_BARE_ENDS: Final = frozenset((",", "và", "-", "/"))


def names_unit(w: Words, i: int, j: int) -> bool:
    """Whether a unit is named at word `i`."""
    if i >= j:
        return False
    if w.low[i] in _DETERMINERS:
        i += 1
        while i < j and w.low[i].isdigit():
            i += 1
        return i < j and bool(w.tags[i][0] & lex.UNIT)
    if w.tags[i][0] & lex.VERB:
        after = i + w.tags[i][1]  # "Thanh tra quận" is a body, "Thanh tra việc ..." an act
        return bool(w.tags[i][0] & lex.UNIT) and w.capital(i) and after < j and w.low[after] in _OF_BODIES
    return bool(w.tags[i][0] & lex.UNIT) and not w.tags[i][0] & lex.LIGHT


def units(w: Words, i: int, j: int, semicolons: bool = False) -> tuple[list[Range], int]:
    """The units named from word `i` on and the first word behind them."""
    found: list[Range] = []
    k = i
    while k < j:
        start = _past_courtesy(w, k, j)
        end = _one(w, start, j)
        if end is None:
            break
        found.append((start, _trimmed(w, start, end)))
        k = end
        after = _separator(w, k, j, semicolons)
        if after == k or not names_unit(w, after, j):
            break
        k = after
    return found, k


def _trimmed(w: Words, start: int, end: int) -> int:
    while end > start + 1 and w.low[end - 1] in (",", "-", "và", ":"):
        end -= 1
    return end


def _past_courtesy(w: Words, k: int, j: int) -> int:
    for phrase in (("các", "đồng", "chí"), ("đồng", "chí")):
        n = len(phrase)
        if tuple(w.low[k : k + n]) == phrase and k + n < j and (names_unit(w, k + n, j)):
            return k + n
    return k


def _separator(w: Words, k: int, j: int, semicolons: bool) -> int:
    signs = (",", "và", ";", "/") if semicolons else (",", "và", "/")
    while k < j and (w.low[k] in signs or (w.low[k] == "cùng" and k + 1 < j and w.low[k + 1] != "với")):
        k += 1
    return k


@dataclass(slots=True)
class _Name:
    """A unit's name on the way: the first word behind it so far, and what it has shown itself to be."""

    first: int
    at: int
    stop: int
    plural: bool
    last: int  # where the last phrase of it begins
    bare: bool = True  # only heads so far ("các sở, ban, ngành"): the row is one collective
    listed: bool = False  # behind a colon: names of places or fields


def _one(w: Words, i: int, j: int) -> int | None:
    """The end of the unit at word `i`; None where none is named there."""
    if not names_unit(w, i, j):
        return None
    t = i
    while t < j and (w.low[t] in _DETERMINERS or w.low[t].isdigit()):
        t += 1
    name = _Name(i, t + w.tags[t][1], min(j, i + _LONGEST), w.low[i] in _DETERMINERS, t)
    while name.at < name.stop:
        step = _sign(w, name) if not w.low[name.at][0].isalnum() or w.low[name.at] == "và" else _word(w, name)
        if not step:
            break
        name.at += step
    return name.at


def _sign(w: Words, name: _Name) -> int:
    """How many words to go on over a comma, "và", colon or bracket inside the name, 0 where it ends."""
    t, word = name.at, w.low[name.at]
    if word in (",", "và"):
        return _joint(w, name) if _goes_on(w, name) else 0
    if word == ":":
        name.listed = _names_follow(w, t, name.stop)
        return int(name.listed)
    if word == "(":
        close = _closing(w, t, name.stop)
        return close + 1 - t if close is not None else 0
    return int(word in ("-", "/", "&", "“", "”", '"'))


def _joint(w: Words, name: _Name) -> int:
    k = name.at + 1
    if names_unit(w, k, name.stop):
        name.plural, name.last = True, k
        return 1 + w.tags[k][1]
    return 3 if w.low[k] == "tổ" and w.low[k + 1 : k + 2] == ["chức"] else 1


def _word(w: Words, name: _Name) -> int:
    step = _name_word(w, name)
    if step:
        name.plural = name.plural or w.low[name.at] in _DETERMINERS
        name.last = name.at
        name.bare = name.bare and bool(w.tags[name.at][0] & lex.UNIT) and not w.capital(name.at)
    return step


def _goes_on(w: Words, name: _Name) -> bool:
    """Whether the unit goes on behind the comma or "và" at its end so far."""
    t, stop = name.at, name.stop
    k = t + 1
    if k >= stop or w.low[k] in _DETERMINERS:
        return False
    if w.tags[k][0] & lex.UNIT and not (w.tags[k][0] & lex.LIGHT and not name.bare):
        if w.low[t - 1] == "trưởng" and w.low[k] == "thủ":
            return True  # "Bộ trưởng, Thủ trưởng cơ quan ngang bộ" is one collective
        if w.capital(k):
            row = w.low[k] in _ROW_HEADS and w.low[name.last] in _ROW_HEADS
            return (row or (name.bare and name.plural)) and not _own_name(w, k, stop)
        return name.plural or name.bare or _lower_list(w, t)
    if w.capital(k):
        return name.listed or not name.plural or w.capital(t - 1)
    if w.low[k] == "tổ" and w.low[k + 1 : k + 2] == ["chức"] and name.plural:
        return _body_not_act(w, k + 2, stop)
    if w.low[t] == "và" and w.tags[k][0] & lex.NOUN and not name.bare:
        return not w.tags[k][0] & lex.VERB
    if w.low[t] == "và" and not name.plural and w.capital(t - 1):
        return not w.tags[k][0] & (lex.LIGHT | lex.SKIP | lex.CHAIR | lex.COOP | lex.DUTY)
    return False


def _body_not_act(w: Words, k: int, stop: int) -> bool:
    """“cơ quan, tổ chức có liên quan”: behind the word for a body no object of "tổ chức" follows."""
    return k >= stop or w.low[k] in (
        ",",
        "và",
        "có",
        "liên",
        "khác",
        "chính",
        "đảng",
        "đoàn",
        "cá",
        "trực",
        "thuộc",
        "trên",
        "xã",
        "kinh",
        "thành",
    )


def _own_name(w: Words, k: int, stop: int) -> bool:
    """Whether the head at `k` has a name of its own ("Ủy ban nhân dân", "Sở Nội vụ"), so it is no part of a collective."""
    after = k + w.tags[k][1]
    proper = w.tags[k][1] > 1 and (w.low[k] in ("ủy", "hội", "viện", "tòa") or w.capital(k + 1))
    return proper or w.low[k] in ("ubnd", "hđnd") or (after < stop and w.capital(after))


def _lower_list(w: Words, t: int) -> bool:
    """“UBND xã, phường”: the word before the comma is a bare level in lower case."""
    return bool(w.tags[t - 1][0] & lex.UNIT) and not w.capital(t - 1)


def _names_follow(w: Words, t: int, stop: int) -> bool:
    k = t + 1
    return k < stop and w.capital(k) and not w.tags[k][0] & (lex.PREDICATE | lex.UNIT)


def _closing(w: Words, t: int, stop: int) -> int | None:
    for k in range(t + 1, min(stop, t + 25)):
        if w.low[k] == ")":
            return k
    return None


def _name_word(w: Words, name: _Name) -> int:
    """How many words at its end so far belong to the name, 0 where it ends."""
    t, stop = name.at, name.stop
    tags, length = w.tags[t]
    if w.capital(t):
        return _capital_step(tags, length)
    if length > 1 and any(w.capital(k) for k in range(t + 1, min(stop, t + length))):
        tags, length = 0, 1  # "truyền hình Thành phố" is not "hình thành"
    if w.low[t] == "giao" and w.capital(t - 1) and not names_unit(w, t + 1, stop):
        return 1  # "Bộ Ngoại giao"
    if not tags and (_behind_place(w, t) or w.low[t - 1] in _PLACE_LEVELS):
        return 0
    special = _adjunct(w, name, length)
    if special is not None:
        return special
    if w.low[t] in _STOPS or tags & (lex.DEPENDENT | lex.INTRO):
        return 0
    if (
        tags & _BREAKS
        and not (tags & lex.UNIT and not tags & (lex.LIGHT | lex.VERB))
        and w.low[t - 1] not in _BARE_ENDS
    ):
        return 0
    return length if tags & (lex.UNIT | lex.NOUN) else 1


def _behind_place(w: Words, t: int) -> bool:
    """Whether the name of a place ends before word `t` ("UBND phường Khương Trung ..."): a small unknown word is no part of it."""
    k = t - 1
    while k > 0 and w.capital(k):
        k -= 1
    return k < t - 1 and w.low[k] in _PLACE_LEVELS


def _adjunct(w: Words, name: _Name, length: int) -> int | None:
    """The length of an adjunct that belongs to the name though it looks like the end of it; None for any other word."""
    t, stop = name.at, name.stop
    word, following = w.low[t], w.low[t + 1 : t + 3]
    if w.text(t, min(stop, t + length)) in _RELATIVE:
        return _relative(w, t, stop)
    if word == "có" and following in (["liên", "quan"], ["thẩm", "quyền"], ["chức", "năng"]):
        return 3
    if word in ("từ", "đến"):
        return int(t + 1 < stop and w.capital(t + 1))
    if word == "trên" and following == ["địa", "bàn"]:
        return 3
    if (
        word == "quản"
        and length == 2
        and name.last >= 0
        and w.tags[name.last][0] & lex.UNIT
        and (name.plural or not w.capital(name.last))
    ):
        return 2
    return _named_by_task(w, name, length)


def _named_by_task(w: Words, name: _Name, length: int) -> int | None:
    """Steering committees and teams bear the name of their task ("Ban Chỉ đạo chuyển đổi số quận rà soát ...")."""
    t = name.at
    if (
        w.low[name.first : name.first + 1] != w.low[name.last : name.last + 1]
        or w.text(name.last, t) not in _TASK_BODIES
    ):
        return None
    if not w.tags[t][0] & lex.VERB or w.low[t + length : t + length + 1] in (
        [","],
        ["các"],
        ["những"],
        ["việc"],
        ["công"],
        ["một"],
    ):
        return None
    for k in range(t + length, min(name.stop, t + length + 9)):
        if w.low[k] in _LEVELS and k + 1 < name.stop:
            ends = w.tags[k + 1][0] & _BREAKS or w.low[k + 1] in (",", "và")
            return k + 1 - t if ends else None
    return None


def _capital_step(tags: int, length: int) -> int:
    """Capital words belong to the name; an action spelled with a capital ("Chủ trì") begins a sentence of its own."""
    return 0 if tags & (lex.CHAIR | lex.COOP) else length


def _relative(w: Words, t: int, stop: int) -> int:
    """“được giao thực hiện nhiệm vụ”: up to the words that carry the order itself, at most a dozen."""
    k = t + w.tags[t][1]
    for end in range(k, min(stop, t + 14)):
        if (
            w.low[end : end + 3] == ["có", "trách", "nhiệm"]
            or w.low[end : end + 2] == ["chịu", "trách"]
            or w.low[end] in (",", "phải", "cần")
        ):
            return end - t
    while k < stop and w.tags[k][0] & (lex.CHAIR | lex.LIGHT):
        k += w.tags[k][1]
    for end in range(k, min(stop, k + 14)):
        if w.tags[end][0] & lex.VERB and not w.tags[end][0] & (lex.NOUN | lex.FIXED):
            return end - t
    return k - t
