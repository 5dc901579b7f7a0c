"""The door of every staff page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.access.rights import Viewer

P = ParamSpec("P")
View = Callable[Concatenate[StaffRequest, P], HttpResponseBase]


def staff_page(capability: str, also: Callable[[Viewer], bool] = lambda viewer: False) -> Callable[[View[P]], View[P]]:
    """Strangers are sent to sign in; people without the capability are refused, unless they may come in `also`. The rights matrix asks
    `view.capability`."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.viewer.person is None:
                return redirect_to_login(request.get_full_path())
            if not (request.viewer.can(capability) or also(request.viewer)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.capability = capability  # type: ignore[attr-defined]  # read by the matrix test
        return cast("View[P]", guarded)

    return decorate
