"""What is public now."""

from __future__ import annotations

from dieuhanh.kernel.publication.models import Publication, PublicFace


def published(model: str) -> list[Publication]:
    """The publications of a model ("plans.plan") in force, the newest first."""
    return list(Publication.objects.filter(model=model, public=True).order_by("-since", "-id"))


def publication_of(model: str, row: int) -> Publication | None:
    return Publication.objects.filter(model=model, row=row).first()


def public_face() -> PublicFace:
    """What the office says of itself; all blank until it has said something."""
    return PublicFace.objects.first() or PublicFace()
