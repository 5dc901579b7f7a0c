"""The desk's own pages: the way in, the units of today, and the parts that pages are made of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dieuhanh.faces.desk.units import unit_groups
from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest


def front(request: HttpRequest) -> HttpResponse:
    return redirect("plans:command")


@staff_page("see_units")
def units(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/units.html", {"groups": unit_groups(request.viewer)})


@staff_page("see_units")
def components(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/components.html")
