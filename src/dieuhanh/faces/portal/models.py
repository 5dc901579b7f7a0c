"""Visits of the public pages. No address, no cookie, no name: a visitor is a hash under a salt that is thrown away with its day."""

from __future__ import annotations

from django.db import models


class VisitDay(models.Model):
    """The figures of a day, which stay. `visitors` are told apart within the day only: across days nobody can be known, by design."""

    day = models.DateField(primary_key=True)
    hits = models.PositiveBigIntegerField(default=0)
    visits = models.PositiveBigIntegerField(default=0)
    visitors = models.PositiveBigIntegerField(default=0)


class PageHits(models.Model):
    """How often a public page was opened on a day."""

    day = models.DateField()
    path = models.CharField(max_length=120)
    hits = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="page_hits_once")]


class SeenVisitor(models.Model):
    """Who has been seen on a day; deleted when the next begins."""

    day = models.DateField()
    visitor = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "visitor"], name="seen_visitor_once")]


class Presence(models.Model):
    """When a visitor last opened a page: tells a new visit from the next page of one, and who is here now."""

    visitor = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
