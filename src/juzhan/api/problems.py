"""Every error of the interface is a problem document (RFC 9457), in both languages, with the refusal's code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from juzhan.domain.shared import Refusal, Text

MEDIA_TYPE = "application/problem+json"
_STATUS_BY_CODE = {
    "matter.already_accepted": 409,
    "matter.wrong_state": 409,
    "charter.nothing_planned": 409,
    "inquiry.answered_already": 409,
    "rating.already_given": 409,
    "rating.not_served": 409,
    "rating.too_late": 409,
    "rating.staff": 403,
    "hall.shut": 409,
    "group.shut": 409,
    "group.cap_reached": 409,
    "ticket.wrong_state": 409,
    "slot.full": 409,
    "booking.twice": 409,
    "booking.day_full": 409,
    "booking.group_shut": 409,
    "booking.arrived": 409,
    "booking.cancelled": 409,
    "booking.other_day": 409,
    "attempts.too_many": 429,
    "hall.too_many": 429,
    "matter.not_found": 404,
    "right.missing": 403,
}
_TITLES = {
    400: Text("请求无法读懂", "The request cannot be read"),
    401: Text("请先登录", "Sign in first"),
    403: Text("没有这项权利", "Not allowed"),
    404: Text("没有找到", "Not found"),
    409: Text("与现状冲突", "In conflict with what is there now"),
    413: Text("内容过大", "Too large"),
    422: Text("内容不合要求", "What was sent does not fit"),
    429: Text("尝试过多", "Too many tries"),
}


UNREADABLE = Text("请求的内容无法读懂。", "The content of the request cannot be read.")


class Refused(Exception):
    """Carries a refusal out of an operation to the handler that answers with a problem document."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)


def taken(result: Any) -> Any:
    """Give the result of a service, or raise :class:`Refused`."""
    if isinstance(result, Refusal):
        raise Refused(result)
    return result


def problem(status: int, code: str = "", detail: Text | None = None, **more: Any) -> HttpResponse:
    """Make a problem document; ``detail_zh`` and ``detail_en`` carry both languages."""
    language = get_language() or "zh"
    title = _TITLES.get(status, Text("出错了", "Something went wrong"))
    body: dict[str, Any] = {
        "type": f"urn:juzhan:problem:{code or status}",
        "title": title.within(language),
        "status": status,
        "code": code or str(status),
    }
    if detail is not None:
        body |= {"detail": detail.within(language), "detail_zh": detail.zh, "detail_en": detail.en}
    return HttpResponse(orjson.dumps(body | more), status=status, content_type=MEDIA_TYPE)


def of_refusal(refusal: Refusal) -> HttpResponse:
    """The problem document of a refusal."""
    more: dict[str, Any] = {"field": refusal.about} if refusal.about else {}
    if refusal.rule is not None:
        more["rule"] = refusal.rule.text.zh
    return problem(_STATUS_BY_CODE.get(refusal.code, 422), refusal.code, refusal.text, **more)


def install(api: NinjaAPI) -> None:
    """Answer every kind of error of the interface with a problem document."""

    def refused(_: HttpRequest, error: Any) -> HttpResponse:
        return of_refusal(error.refusal)

    def denied(_: HttpRequest, error: Any) -> HttpResponse:
        if error.args and isinstance(error.args[0], Refusal):
            return problem(403, error.args[0].code, error.args[0].text)
        return problem(403)

    def invalid(_: HttpRequest, error: Any) -> HttpResponse:
        faults = [{"field": _path(fault), "message": str(fault.get("msg", ""))} for fault in error.errors]
        detail = Text(
            "请按接口文档改正列出的字段。", "Mend the fields that are listed, as the interface's document says."
        )
        return problem(422, "request.invalid", detail, errors=faults)

    def http_error(_: HttpRequest, error: Any) -> HttpResponse:
        return problem(error.status_code, "request.unreadable", UNREADABLE)

    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(PermissionDenied, denied)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(HttpError, http_error)
    api.add_exception_handler(Http404, lambda _request, _error: problem(404))
    api.add_exception_handler(AuthenticationError, lambda _request, _error: problem(401))


def _path(fault: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in fault.get("loc", ()) if part not in {"body", "query", "payload", "form"})
