"""Writes the list of provinces and communes that the product ships: code and name, in our own format.

    python scripts/make_commune_list.py UNITS.json 2026-07-25 > src/dieuhanh/kernel/units/official/communes.txt

UNITS.json is `json/vn_only_simplified_json_generated_data_vn_units*.json` of github.com/thanglequoc/vietnamese-provinces-database
(MIT), which follows the official list (Danh mục hành chính, Cục Thống kê). Only facts are taken: codes, names, which province.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

HEADER = """# Provinces and communes since 2025-07-01, as facts of the official list (Danh mục hành chính, Cục Thống kê), taken on {day} from
# github.com/thanglequoc/vietnamese-provinces-database (MIT) by scripts/make_commune_list.py. A province, then its communes, indented."""
PROVINCES, COMMUNES = 34, 3321


def lines(provinces: list[dict[str, object]]) -> Iterator[str]:
    for province in provinces:
        yield _line(province)
        communes = province["Wards"]
        assert isinstance(communes, list)
        for commune in sorted(communes, key=lambda unit: str(unit["Code"])):
            yield f" {_line(commune)}"


def _line(unit: dict[str, object]) -> str:
    return unicodedata.normalize("NFC", f"{unit['Code']} {' '.join(str(unit['FullName']).split())}")


def main(name: str, day: str) -> None:
    found = list(lines(json.loads(Path(name).read_text(encoding="utf-8"))))
    communes = sum(line.startswith(" ") for line in found)
    if (len(found) - communes, communes) != (PROVINCES, COMMUNES):
        sys.exit(
            f"{name}: {len(found) - communes} provinces and {communes} communes; expected {PROVINCES} and {COMMUNES}"
        )
    print("\n".join([HEADER.format(day=day), *found]))


if __name__ == "__main__":
    main(*sys.argv[1:])
