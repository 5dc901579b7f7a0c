"""Sending a stored file. Only views of the row it belongs to call this, after asking what the viewer may see."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse

from dieuhanh.kernel.files.integrity import whole
from dieuhanh.kernel.files.models import StoredFile


def respond(file: StoredFile) -> FileResponse:
    """Always as a download: content that came from outside never runs as a page of ours. Raises integrity.Altered."""
    answer = FileResponse(BytesIO(whole(file)), as_attachment=True, filename=file.name, content_type=file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    return answer
