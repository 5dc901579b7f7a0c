from collections.abc import Iterator
from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned


@pytest.fixture(autouse=True)
def a_day() -> Iterator[None]:
    with pinned(date(2021, 11, 24)):
        yield
