"""The options of a select. A list of hundreds is escaped and joined once, and not on every page in a template's loop."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString


class Options:
    """`pairs`: (value, word)."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._lines = {value: f'<option value="{escape(value)}">{escape(word)}</option>' for value, word in pairs}
        self._joined = "".join(self._lines.values())

    def __len__(self) -> int:
        return len(self._lines)

    def chosen(self, value: str) -> SafeString:
        """All of them, the chosen one marked."""
        line = self._lines.get(value)
        if line is None:
            return SafeString(self._joined)
        return SafeString(self._joined.replace(line, line.replace("<option", "<option selected", 1), 1))
