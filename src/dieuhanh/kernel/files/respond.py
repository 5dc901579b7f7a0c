"""Sending a stored file. Only views of the row it belongs to call this, after asking what the viewer may see."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse

from dieuhanh.kernel.files.integrity import whole
from dieuhanh.kernel.files.models import StoredFile


def respond(file: StoredFile, name: str = "") -> FileResponse:
    """Always as a download: content that came from outside never runs as a page of ours. Raises integrity.Altered. `name`: under which it
    came to this row; the same bytes may have come to another under another name, which is nobody's business here."""
    answer = FileResponse(
        BytesIO(whole(file)), as_attachment=True, filename=name or file.name, content_type=file.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    return answer
