"""An upload that is too large is stopped and told, never dropped in silence."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from juzhan.ui.uploads import TOO_LARGE, RefuseLargeUploads, handles_large_uploads


@pytest.fixture
def guard(settings: Settings) -> RefuseLargeUploads:
    settings.UPLOAD_BYTES = 1000
    settings.FILE_UPLOAD_HANDLERS = ["juzhan.ui.uploads.BoundedUploadHandler"]
    return RefuseLargeUploads(lambda request: HttpResponse())


def upload(*sizes: int) -> HttpRequest:
    files = {f"photo{number}": SimpleUploadedFile("a.jpg", b"x" * size) for number, size in enumerate(sizes)}
    return RequestFactory().post("/", {"name": "陈国华", **files})


def test_a_file_of_exactly_the_limit_is_taken(guard: RefuseLargeUploads) -> None:
    request = upload(1000)
    assert guard.process_view(request) is None
    assert request.FILES["photo0"].size == 1000


def test_one_byte_more_is_refused_with_413(guard: RefuseLargeUploads) -> None:
    refused = guard.process_view(upload(1001))
    assert refused is not None
    assert refused.status_code == 413


def test_the_limit_is_for_each_file(guard: RefuseLargeUploads) -> None:
    assert guard.process_view(upload(900, 900)) is None


def test_one_large_file_among_small_ones_refuses_all(guard: RefuseLargeUploads) -> None:
    refused = guard.process_view(upload(10, 5000, 10))
    assert refused is not None
    assert refused.status_code == 413


def test_a_form_without_files_passes(guard: RefuseLargeUploads) -> None:
    assert guard.process_view(RequestFactory().post("/", {"name": "陈国华"})) is None
    assert guard.process_view(RequestFactory().get("/")) is None


def test_a_body_that_is_not_a_form_is_left_for_the_view(guard: RefuseLargeUploads) -> None:
    request = RequestFactory().post("/", BytesIO(b"{}").getvalue(), content_type="application/json")
    assert guard.process_view(request) is None


def test_a_view_may_ask_to_tell_it_itself_and_has_everything_else(guard: RefuseLargeUploads) -> None:
    request = upload(10, 5000, 20)
    assert guard.process_view(request, handles_large_uploads(lambda request: HttpResponse())) is None
    assert request.META[TOO_LARGE] == [("photo1", "a.jpg")]
    assert request.POST["name"] == "陈国华"
    assert {name: file.size for name, file in request.FILES.items()} == {"photo0": 10, "photo2": 20}


def test_the_last_file_may_be_the_large_one(guard: RefuseLargeUploads) -> None:
    request = upload(10, 5000)
    guard.process_view(request)
    assert list(request.FILES) == ["photo0"]
