"""Numbers of rows in addresses: `<row:pk>`. Django's `<int:pk>` also takes what no database can hold, and such a page would fail."""

from __future__ import annotations

from django.urls.converters import IntConverter


class RowNumber(IntConverter):
    regex = "[0-9]{1,18}"  # 2^63 has 19 digits
