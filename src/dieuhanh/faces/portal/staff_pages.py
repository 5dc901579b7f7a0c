"""What of the office is public, and what its public pages still lack: told to staff, never to the public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dieuhanh.faces.portal.preview import plans_previewed_by
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.errors import ActionError, Invalid
from dieuhanh.kernel.pages.pager import page_of
from dieuhanh.kernel.plans.publishing import DOCUMENT, PLAN
from dieuhanh.kernel.plans.queries import documents_visible_to
from dieuhanh.kernel.publication.actions import LONGEST
from dieuhanh.kernel.publication.models import PublicFace
from dieuhanh.kernel.publication.queries import public_face, published

# Field -> its label, and what a reader of the public pages lacks without it ("" where nobody lacks anything).
MISSING_WORDS = {
    "slogan": (_("Khẩu hiệu ở đầu trang chủ"), ""),
    "motto": (_("Lời dẫn dưới khẩu hiệu"), ""),
    "responsible": (_("Người hoặc đơn vị chịu trách nhiệm nội dung"), _("chưa ghi ai chịu trách nhiệm nội dung")),
    "address": (_("Địa chỉ trụ sở"), _("chưa ghi địa chỉ trụ sở")),
    "telephone": (_("Điện thoại"), _("chưa ghi số điện thoại")),
    "contact": (_("Nơi người dân hỏi về nhiệm vụ"), _("chưa ghi nơi người dân hỏi về nhiệm vụ")),
}


def overview_page(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    plans, documents = ({p.row: p for p in published(model)} for model in (PLAN, DOCUMENT))
    listed = documents_visible_to(viewer).defer("text").order_by("-date", "-id")
    page = page_of(listed, wanted)
    return {
        "plans": [(plan, plans.get(plan.pk)) for plan in plans_previewed_by(viewer)],
        "page": page,
        "documents": [(document, documents.get(document.pk)) for document in page.rows],
        "missing": missing(public_face()),
    }


def missing(face: PublicFace) -> list[object]:
    words = [lacking for name, (_label, lacking) in MISSING_WORDS.items() if lacking and not getattr(face, name)]
    if not settings.PUBLIC_URL:
        words.append(
            _("bộ phận kỹ thuật chưa khai báo địa chỉ trang (DIEUHANH_PUBLIC_URL), nên chưa có RSS và sơ đồ trang")
        )
    return words


def face_fields(face: PublicFace, typed: Mapping[str, str] | None, refused: ActionError | None) -> list[dict[str, Any]]:
    """The fields of the form as they stand, or as they were typed where the form was refused."""
    wrong = refused.field if isinstance(refused, Invalid) else ""
    return [
        {
            "name": name,
            "label": label,
            "value": getattr(face, name) if typed is None else typed.get(name, ""),
            "longest": LONGEST[name],
            "wrong": refused if name == wrong else None,
        }
        for name, (label, _lacking) in MISSING_WORDS.items()
    ]
