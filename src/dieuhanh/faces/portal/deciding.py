"""The press of «Công khai» or «Ngừng công khai» on a preview."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.journal.errors import ActionError, NotAllowed
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.publishing import DOCUMENT, PLAN, publish_document, publish_plan
from dieuhanh.kernel.publication.actions import withdraw
from dieuhanh.kernel.publication.queries import publication_of


def decide(request: StaffRequest, subject: Plan | Document, areas: Sequence[int] = ()) -> ActionError | None:
    """Do what the pressed button says; the reason where it was refused."""
    by = request.viewer.by(capability="publish")
    try:
        if request.POST.get("do") == "withdraw":
            publication = publication_of(PLAN if isinstance(subject, Plan) else DOCUMENT, subject.pk)
            if publication is not None:
                withdraw(by, publication=publication)
        elif isinstance(subject, Plan):
            seen = whole_number(request.POST.get("seen", ""), 9)
            publish_plan(by, plan=subject, areas=areas, seen=-1 if seen is None else seen)
        else:
            publish_document(by, document=subject, areas=areas)
    except NotAllowed as error:
        raise PermissionDenied from error
    except ActionError as error:
        return error
    return None
