"""The interface under ``/api/v1/``: its routers, its document, its errors."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from juzhan import __version__
from juzhan.api import desk, district, halls, problems, public, records, residents, slips
from juzhan.ui.pages import render_page


class FastJson(BaseRenderer):
    """JSON by orjson."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Write an answer."""
        return orjson.dumps(data)


class FastParser(Parser):
    """Reads JSON by orjson."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read a body."""
        return orjson.loads(request.body)


api = NinjaAPI(
    title="Juzhan 居站",
    version=__version__,
    description=(
        "社区事项、章程、存证 / Matters, charters and the record of a district's communities. "
        "Errors are RFC 9457 problem documents."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    renderer=FastJson(),
    parser=FastParser(),
)
problems.install(api)
api.add_router("", public.router)
api.add_router("", residents.router)
api.add_router("", records.router)
api.add_router("", halls.router)
api.add_router("/desk", desk.router)
api.add_router("/desk", slips.router)
api.add_router("/district", district.router)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Show the interface's operations as a page of our own, without foreign scripts."""
    schema = api.get_openapi_schema()
    operations = [
        {
            "path": where,
            "method": method.upper(),
            "summary": said.get("description") or said.get("summary", ""),
            "tags": said.get("tags", []),
        }
        for where, methods in schema["paths"].items()
        for method, said in methods.items()
    ]
    return render_page(request, "api/docs.html", {"operations": operations})


urlpatterns = [path("docs", documents, name="api_docs"), path("", api.urls)]
