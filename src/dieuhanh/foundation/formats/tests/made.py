"""Files made for the tests: Word files by python-docx, a PDF by hand with any letters, all of it from our own words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Made


def docx_of(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: Made) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same zip with a part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def pdf_of(*pages: Sequence[str], locked: bool = False) -> bytes:
    """Each page a list of lines; `locked`: by a password. Letters go through a table of the file's own, as PDFs written from Word do it."""
    letters = sorted({c for page in pages for line in page for c in line})
    code = {c: number for number, c in enumerate(letters, start=1)}
    table = "".join(f"<{number:04x}> <{c.encode('utf-16-be').hex()}>\n" for c, number in code.items())
    cmap = f"begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{len(code)} beginbfchar\n{table}endbfchar\nendcmap\n"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>")
    objects.append(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 500/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
        "/CapHeight 700/StemV 80>>>>"
    )
    objects.append(f"<</Length {len(cmap)}>>stream\n{cmap}endstream")
    kids = []
    for page in pages:
        shown = "".join(
            f"BT /F 12 Tf 50 {800 - 20 * n} Td <{''.join(f'{code[c]:04x}' for c in line)}> Tj ET\n"
            for n, line in enumerate(page)
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}endstream")
        content = len(objects)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000 842]/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    if locked:
        objects.append(f"<</Filter/Standard/V 1/R 2/P -4/O<{'0a' * 32}>/U<{'0b' * 32}>>>")
    return _assembled(objects, f"/ID[<0c><0c>]/Encrypt {len(objects)} 0 R" if locked else "")


def _assembled(objects: Sequence[str], more: str) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()
