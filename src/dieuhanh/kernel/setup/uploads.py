"""An Excel file sent by the browser: refused with the way out, previewed page by page, or taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from dieuhanh.config import commands
from dieuhanh.foundation.sheets import LIMITS, FileRefused, Problem, Workbook, read
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.setup import people_file, unit_file
from dieuhanh.kernel.setup.importing import PREVIEWED, Preview, signed, workbook_of
from dieuhanh.kernel.setup.people_file import PeopleFile
from dieuhanh.kernel.setup.unit_file import UnitFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, type[UnitFile] | type[PeopleFile]] = {"units": UnitFile, "people": PeopleFile}
TITLES = {"units": _("Nhập đơn vị từ Excel"), "people": _("Nhập người dùng từ Excel")}
FILES = {"units": "mau-don-vi.xlsx", "people": "mau-nguoi-dung.xlsx"}
MOST_CARRIED = 2_000_000  # characters of a form field; Django takes 2.5 MB of a form without its files
MOST_TOLD = 100  # problems listed; the rest are counted


class Upload:
    """What the page shows: nothing yet, a refusal, a preview, or how many rows were taken."""

    def __init__(self, what: str, viewer: Viewer) -> None:
        self.what = what
        self.title = TITLES[what]
        self.template = f"setup:{what}_template"
        self.address = f"setup:import_{what}"
        self.error = ""
        self.preview: Preview | None = None
        self.carried = ""
        self.taken: int | None = None
        self.page = 1
        self._viewer = viewer

    def take(self, form: Mapping[str, str], file: Any) -> None:
        try:
            workbook = self._workbook(form, file)
            found = FORMS[self.what](workbook, self._viewer.on)
            if form.get("do") == "take" and found.table.good:
                self.taken = found.take(self._viewer.by(capability=f"manage_{self.what}"))
                return
            self._show(workbook, found.preview, form.get("page", ""))
        except (FileRefused, ActionError) as error:
            self.error = str(error)

    def _workbook(self, form: Mapping[str, str], file: Any) -> Workbook:
        if file is None:
            return workbook_of(form.get("carried", ""), self._me)
        if file.size > LIMITS.packed:
            raise FileRefused("too-large", f"Tệp dài {file.size // 1_000_000} MB", "chia thành nhiều tệp nhỏ hơn")
        return read(file.read(), file.name)

    def _show(self, workbook: Workbook, preview: Preview, page: str) -> None:
        self.preview = preview
        self.page = max(1, min(whole_number(page, 5) or 1, self.pages))
        if preview.sheet and preview.lines:
            self.carried = signed(workbook, preview.sheet, self._me)
        if len(self.carried) > MOST_CARRIED:
            self.preview, self.carried = None, ""
            at_the_server = commands.called(f"import-{self.what} TỆP")
            way_out = f"xóa các cột không cần, chia thành nhiều tệp, hoặc nhập tại máy chủ: {at_the_server}"
            raise FileRefused("too-large", "Trang tính có quá nhiều chữ để xem trước ở đây", way_out)

    @property
    def _me(self) -> int | None:
        return self._viewer.person.pk if self._viewer.person else None

    @property
    def pages(self) -> int:
        return -(-len(self.preview.lines) // PREVIEWED) if self.preview else 0

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of this page, each cell with its title for narrow screens."""
        assert self.preview is not None  # the template asks only with one
        for line in self.preview.lines[(self.page - 1) * PREVIEWED : self.page * PREVIEWED]:
            cells = list(zip(self.preview.titles, line.cells, strict=True))
            yield {"number": line.number, "cells": cells, "faults": line.faults}

    @property
    def problems(self) -> Sequence[Problem]:
        return self.preview.problems[:MOST_TOLD] if self.preview else []

    @property
    def more_problems(self) -> int:
        return len(self.preview.problems) - len(self.problems) if self.preview else 0


def template_data(what: str, on: date) -> bytes:
    return unit_file.template() if what == "units" else people_file.template(on)


def template_file(what: str, on: date) -> HttpResponse:
    answer = HttpResponse(template_data(what, on), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{FILES[what]}"'
    return answer
