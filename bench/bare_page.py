"""The bare Django page: sign-in, the same capped count, the same 50 rows with lead and cooperating names, the same row template.

No shell, no rights, no filters to choose from, no day read from the database.
"""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from bench.many_tasks import DAY
from dieuhanh.kernel.installation.clock import now, pinned
from dieuhanh.kernel.pages.pager import COUNTED, SIZE
from dieuhanh.kernel.plans.models import Task
from dieuhanh.kernel.plans.queries import for_rows, rows_of
from dieuhanh.kernel.plans.timeliness import conditions

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Nhiệm vụ</title></head><body>
<p>{{ total }}</p>{% include "plans/parts/task_table.html" %}</body></html>"""


def page(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    with pinned(DAY):
        wanted = Q(title__isnull=False)
        if area := request.GET.get("area"):
            wanted &= Q(area__code=area)
        if state := request.GET.get("state"):
            wanted &= conditions(now())[state] & Q(state="issued")
        if words := request.GET.get("q"):
            wanted &= Q(folded__contains=words)
        tasks = Task.objects.filter(wanted)
        total = tasks.order_by()[: COUNTED + 1].count()
        rows = rows_of(list(for_rows(tasks).order_by("due_order", "id")[:SIZE]))
        html = engines["django"].from_string(PAGE).render({"rows": rows, "total": total}, request).encode()
        return HttpResponse(html, headers={"Content-Length": str(len(html))})  # so that the connection can be kept


urlpatterns = [
    path("desk/tasks/", page),
    path("rows/", include("dieuhanh.kernel.plans.urls")),
]  # rows link to their task
