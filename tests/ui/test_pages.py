"""Pages for errors: in the reader's language, with the right status, telling no more than they should."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from juzhan.domain.shared import Citation, Refusal, Text
from juzhan.ui import errors
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.shell import Desk

REFUSAL = Refusal(
    "may.only_ask",
    Text("街道只能商请", "The street office can only ask"),
    rule=Citation("城市居民委员会组织法(2025)", "6", "Organic Law (2025)"),
)


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/")


@pytest.mark.parametrize(
    ("answer", "status", "zh", "en"),
    [
        (errors.bad_request, 400, "无法读懂", "cannot be read"),
        (errors.permission_denied, 403, "不能进行", "may not do this"),
        (errors.page_not_found, 404, "没有找到", "not found"),
        (errors.too_large, 413, "太大", "too large"),
        (errors.too_many, 429, "频繁", "Too many"),
        (errors.csrf_failure, 403, "失效", "open too long"),
    ],
)
def test_an_error_is_told_in_the_readers_language(
    request_: HttpRequest, answer: object, status: int, zh: str, en: str
) -> None:
    for language, words in (("zh-hans", zh), ("en", en)):
        with translation.override(language):
            response = answer(request_)  # type: ignore[operator]
        assert response.status_code == status
        assert words in response.content.decode()


def test_a_broken_server_answers_in_both_languages_without_looking_at_the_request() -> None:
    response = errors.server_error()
    assert response.status_code == 500
    assert "这是我们的错" in response.content.decode()
    assert "our fault" in response.content.decode()


def test_too_many_tries_says_when_to_come_back(request_: HttpRequest) -> None:
    response = errors.too_many(request_, seconds=90)
    assert response["Retry-After"] == "90"
    assert "90" in response.content.decode()


def test_a_refusal_of_the_domain_is_explained_and_other_reasons_are_not(request_: HttpRequest) -> None:
    told = errors.permission_denied(request_, PermissionDenied(REFUSAL)).content.decode()
    silent = errors.permission_denied(request_, PermissionDenied("row 17 of table x")).content.decode()
    assert "街道只能商请" in told
    assert "row 17" not in silent


def test_a_whole_page_refusal_names_its_rule(request_: HttpRequest) -> None:
    with translation.override("en"):
        response = render_refusal(request_, REFUSAL)
    assert response.status_code == 403
    assert "The street office can only ask" in response.content.decode()
    assert "Organic Law (2025), art. 6" in response.content.decode()


def test_a_page_with_a_desk_is_kept_by_nobody(request_: HttpRequest) -> None:
    desk = Desk("林晓月", Text("站长", "Head"))
    assert render_page(request_, "404.html", {"desk": desk})["Cache-Control"] == "private, no-store"
    assert not render_page(request_, "404.html").has_header("Cache-Control")
