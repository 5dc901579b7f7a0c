"""Public pages are kept, and never stale: by generation, by day, under one key, the same for every host and visitor."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dieuhanh.faces.portal import cache
from dieuhanh.faces.portal.cache import KeptPage, Shelf, State, keep
from dieuhanh.faces.portal.pages import Key, key_of
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.publication.actions import describe_office, withdraw
from dieuhanh.kernel.publication.generation import current_generation, raise_generation
from dieuhanh.kernel.publication.models import Publication
from dieuhanh.kernel.publication.queries import public_face
from dieuhanh.kernel.units.actions import define_areas

from .conftest import SLUG, text_of

AREA = "/linh-vuc/kinh-te/"


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number is asked at every request, so that no test waits a second."""
    monkeypatch.setattr(cache, "KEPT_FOR", 0.0)


def queries_of(client: Client, path: str, **headers: str) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, headers=headers)
    return len(asked), answer


def test_a_kept_page_asks_nothing(public_plan: Publication) -> None:
    client = Client()
    text_of(AREA, client)
    asked, answer = queries_of(client, AREA)
    assert asked == 0
    assert answer.status_code == 200
    assert int(answer["Content-Length"]) == len(answer.content)


def test_every_page_has_a_fixed_number_of_queries(public_plan: Publication) -> None:
    for path, most in (("/", 14), (AREA, 14), (f"/ke-hoach/{SLUG}/", 14), ("/van-ban/", 7)):
        assert queries_of(Client(), path)[0] <= most, path


def test_what_a_leader_withdraws_is_gone_at_once(fresh: None, public_plan: Publication, by_: Callable[..., By]) -> None:
    client = Client()
    assert "chợ dân sinh" in text_of(AREA, client)
    withdraw(by_("chutich"), publication=public_plan)
    assert client.get(AREA).status_code == 404


def test_acts_raise_the_number_only_where_something_public_changed(office: None, by_: Callable[..., By]) -> None:
    before = current_generation()
    describe_office(by_("chutich"), face=public_face(), values={"slogan": "a"})
    assert current_generation() == before + 1
    define_areas(By(channel="system"), rows=[{"code": "moi", "number": 90, "name": "Mới", "words": ""}])
    assert current_generation() == before + 2, "an area's name is public, and its room knows nothing of the public face"
    from dieuhanh.kernel.access.actions import record_sign_in

    record_sign_in(by_("chutich"))
    assert current_generation() == before + 2


def test_a_refused_act_raises_nothing(office: None, by_: Callable[..., By]) -> None:
    before = current_generation()
    with pytest.raises(Exception, match="ký tự"):
        describe_office(by_("chutich"), face=public_face(), values={"slogan": "x" * 999})
    assert current_generation() == before


def test_the_browser_is_told_that_it_has_the_page(
    fresh: None, public_plan: Publication, by_: Callable[..., By]
) -> None:
    client = Client()
    tag = client.get(AREA)["ETag"]
    again = client.get(AREA, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    zipped = client.get(AREA, headers={"accept-encoding": "gzip"})
    assert zipped["ETag"] != tag
    assert client.get(AREA, headers={"if-none-match": zipped["ETag"]}).status_code == 200
    describe_office(by_("chutich"), face=public_face(), values={"telephone": "024 1"})
    assert client.get(AREA, headers={"if-none-match": tag}).status_code == 200


def test_a_slow_line_gets_it_packed(public_plan: Publication) -> None:
    client = Client()
    plain, packed = client.get(AREA), client.get(AREA, headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2


def test_head_says_what_get_would(public_plan: Publication) -> None:
    client = Client()
    head, get = client.head(AREA), client.get(AREA)
    assert (head.content, head["Content-Length"], head["ETag"]) == (b"", get["Content-Length"], get["ETag"])


def test_only_the_page_number_of_a_query_counts(public_plan: Publication) -> None:
    assert key_of("/", "utm=1") == key_of("/", "page=7") == key_of("/", "")
    assert key_of(AREA, "x=1&page=2&y") == Key(AREA, "vi", 2, True)
    for query in ("page=0", "page=-1", "page=1000", "page=2x", "page=%32", "PAGE=2"):
        assert key_of(AREA, query) == key_of(AREA, ""), query
    assert Client().get(f"{AREA}?page=9").status_code == 404
    for path in ("/ke-hoach", "//", "/en", "/linh-vuc/a/b/", "/van-ban/A/", "/desk/", "/linh-vuc/a%00/", "/tin.xml/"):
        assert key_of(path, "") is None, path


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": "localhost:1@evil.example"}])
def test_a_foreign_host_is_refused_whether_the_page_is_kept_or_not(
    public_plan: Publication, headers: dict[str, str]
) -> None:
    client = Client()
    assert client.get(AREA, headers=headers).status_code == 400
    text_of(AREA, client)
    assert client.get(AREA, headers=headers).status_code == 400


def test_addresses_come_from_the_settings_and_never_from_a_header(
    public_plan: Publication, settings: LazySettings
) -> None:
    for path in ("/tin.xml", "/so-do-trang.xml"):
        assert Client().get(path).status_code == 404, "without an address of its own an office has no feed"
    settings.PUBLIC_URL = "https://quan.example.vn"
    poison = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "http", "forwarded": "host=evil.example"}
    client = Client()
    for path in ("/tin.xml", "/so-do-trang.xml", "/", "/en/tin.xml", AREA):
        html = client.get(path, headers={**poison, "host": "localhost:8"}).content.decode()
        assert "evil" not in html
        assert "localhost" not in html
        assert f"https://quan.example.vn{'/en' if path.startswith('/en') else ''}/" in html
    assert f"<loc>https://quan.example.vn/ke-hoach/{SLUG}/</loc>" in client.get("/so-do-trang.xml").content.decode()


def test_a_page_that_fails_is_not_kept(public_plan: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    assert client.get("/linh-vuc/khong-co/").status_code == 404
    assert client.get("/linh-vuc/khong-co/").status_code == 404
    assert client.post(AREA).status_code in {403, 405}


def test_the_number_is_read_before_the_data(office: None) -> None:
    """A change committed while a page is rendered makes that page old, whatever of the change it shows."""
    shelf, rendered = Shelf(), []

    def render(state: State) -> KeptPage:
        rendered.append(state.generation)
        raise_generation()  # somebody's act is committed between our number and our data
        return KeptPage(state, 1e12, b"x", b"", "t", [])

    key = Key("/", "vi", 1, True)
    first = shelf.page(key, render)
    shelf.states._until = 0.0
    second = shelf.page(key, render)
    assert first is not second
    assert rendered[1] == rendered[0] + 1


def test_while_one_renders_the_others_give_the_old_page(office: None) -> None:
    shelf, key = Shelf(), Key("/", "vi", 1, True)
    old = KeptPage(State(1, today()), 1e12, b"old", b"", "t", [])
    state = State(2, today())
    shelf._pages[key] = old
    shelf.states.now = lambda: state  # type: ignore[method-assign]  # no database in the thread below
    inside, go_on = threading.Event(), threading.Event()

    def slow(state: State) -> KeptPage:
        inside.set()
        assert go_on.wait(10)
        return KeptPage(state, 1e12, b"new", b"", "t", [])

    renderer = threading.Thread(target=lambda: shelf.page(key, slow))
    renderer.start()
    assert inside.wait(10)
    assert shelf.page(key, slow) is old
    go_on.set()
    renderer.join()
    found = shelf.page(key, slow)
    assert isinstance(found, KeptPage)
    assert found.plain == b"new"


def test_the_number_of_kept_pages_is_bounded(monkeypatch: pytest.MonkeyPatch, office: None) -> None:
    monkeypatch.setattr(cache, "MANY", 3)
    shelf = Shelf()
    for number in range(1, 9):
        shelf.page(Key(AREA, "vi", number, True), lambda state: KeptPage(state, 1e12, b"", b"", "", []))
    assert len(shelf._pages) == 3


def test_a_page_that_would_set_a_cookie_is_a_fault() -> None:
    from django.http import HttpResponse

    answer = HttpResponse("x")
    answer.set_cookie("a", "b")
    with pytest.raises(RuntimeError, match="cookie"):
        keep(answer, State(1, None), 1)  # type: ignore[arg-type]  # the day does not matter here


def test_the_closed_list_is_what_is_routed(public_plan: Publication, settings: LazySettings) -> None:
    from django.urls import get_resolver

    for namespace, prefix in (("portal", "/"), ("portal-en", "/en/")):
        resolver = get_resolver().namespace_dict[namespace][1]
        for pattern in resolver.url_patterns:
            path = prefix + re.sub(r"<slug:slug>", "mot-hai-3", str(pattern.pattern))
            assert key_of(path, ""), path
