"""What every public page carries: the office, its words, the languages. Rendered without the request, so that nothing of it can enter."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from dieuhanh.faces.portal.pages import Key, root
from dieuhanh.kernel.pages.context import of_installation
from dieuhanh.kernel.publication.queries import public_face


def shell(key: Key) -> dict[str, Any]:
    other = key.path.removeprefix("/en") if key.language == "en" else f"/en{key.path}"
    return {
        **of_installation(),
        "face": public_face(),
        "language": key.language,
        "root": root(key.language),
        "path": key.path,
        "other_language": other,
        "site": settings.PUBLIC_URL.rstrip("/"),
    }
