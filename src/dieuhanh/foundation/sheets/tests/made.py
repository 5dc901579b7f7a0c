"""Packages made part by part, honest and hostile: what no ordinary program would write."""

from __future__ import annotations

import io
import zipfile

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT = f'<Relationships><Relationship Id="r" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
BOOK = (
    f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{MAIN}" xmlns:r="{REL}">'
    '<sheets><sheet name="Đơn vị" sheetId="1" r:id="a"/></sheets></workbook>'
)
RELATED = (
    f'<Relationships><Relationship Id="a" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="s" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="t" Type="{REL}/styles" Target="/xl/styles.xml"/></Relationships>'
)
# Formats: 0 as it is, 1 a day, 2 a percentage, 3 a clock time, 4 hours that run on.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="5">'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 9, 20, 46))
    + "</cellXfs></styleSheet>"
)
STRINGS = f'<sst xmlns="{MAIN}" count="1" uniqueCount="2"><si><t>một</t></si><si><t>hai</t></si></sst>'


def sheet(rows: str, around: str = "", after: str = "") -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<worksheet xmlns="{MAIN}">{around}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row(*cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def parts(worksheet: str | bytes, **other: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet; `other` replaces some: strings, styles, book, related, root, types."""
    return {
        "[Content_Types].xml": other.get("types", "<Types/>"),
        "_rels/.rels": other.get("root", ROOT),
        "xl/workbook.xml": other.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": other.get("related", RELATED),
        "xl/styles.xml": other.get("styles", STYLES),
        "xl/sharedStrings.xml": other.get("strings", STRINGS),
        "xl/worksheets/sheet1.xml": worksheet,
    }


def packed(named: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, content in named.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(worksheet: str | bytes, **other: str | bytes) -> bytes:
    return packed(parts(worksheet, **other))
