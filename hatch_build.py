"""Build hook: compiles the message catalogues, for the wheel and for an editable install alike.

Debian's gettext is not needed to run the product, hence Babel. Only .po files stand in git.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    compiled = []
    for source in sorted(root.glob("src/dieuhanh/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parent.parent.name)
        with target.open("wb") as out:
            write_mo(out, catalogue)
        compiled.append(target)
    return compiled


class CatalogueHook(BuildHookInterface[BuilderConfig]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))
