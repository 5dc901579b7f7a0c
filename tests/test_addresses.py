"""An address with a number that no row can have is a page that is not there, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from dieuhanh.kernel.pages.addresses import RowNumber

TOO_LARGE = "9" * 20
LAST = "9" * 18  # a number that the database can hold, and no row has


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{before}{pattern.pattern}")
        else:
            yield f"{before}{pattern.pattern}", pattern


def of_rows() -> list[str]:
    return [address for address, _ in addresses() if "<row:pk>" in address]


def test_every_number_in_an_address_is_one_that_a_row_can_have() -> None:
    numbers = [
        c for _, pattern in addresses() for c in pattern.pattern.converters.values() if isinstance(c, IntConverter)
    ]
    assert len(numbers) >= 9
    assert {type(number) for number in numbers} == {RowNumber}


@pytest.mark.parametrize("username", ["kythuat", "chanhvanphong", "phuong.hadinh.canbo", None])
def test_a_number_too_large_is_not_found(browser_of: Callable[[str | None], Client], username: str | None) -> None:
    client = browser_of(username)
    for address in of_rows():
        assert client.get(address.replace("<row:pk>", TOO_LARGE)).status_code == 404, address
        assert client.post(address.replace("<row:pk>", TOO_LARGE)).status_code == 404, address
        assert client.get(address.replace("<row:pk>", LAST)).status_code in {302, 403, 404}, address
