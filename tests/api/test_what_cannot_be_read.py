"""What goes wrong before an operation runs is a problem document too (RFC 9457)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World

PAPERS = "/api/v1/matters/JZ12345678/papers"


@pytest.fixture
def program(world: World) -> Client:
    """A program without a token."""
    return Client(headers={"accept-language": "en"})


def told(answer: Any, status: int) -> dict[str, Any]:
    """The problem document of an answer."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    return problem


def test_a_file_that_is_too_large_is_told_as_a_problem(program: Client, settings: Any) -> None:
    settings.UPLOAD_BYTES = 1024 * 1024
    large = SimpleUploadedFile("大.jpg", b"x" * (1024 * 1024 + 1))
    problem = told(program.post(PAPERS, {"files": large}), 413)
    assert problem["code"] == "request.too_large"
    assert "1 MB" in problem["detail_zh"]
    assert "1 MB" in problem["detail_en"]


def test_more_files_than_anybody_reads_are_told_as_a_problem(program: Client) -> None:
    many = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(101)]
    assert told(program.post(PAPERS, {"files": many}), 400)["code"] == "request.unreadable"


def test_an_address_of_the_interface_that_does_not_exist_is_told_as_a_problem(program: Client) -> None:
    told(program.get("/api/v1/nothing"), 404)


def test_a_person_at_an_unknown_address_still_gets_a_page(program: Client) -> None:
    answer = program.get("/nothing")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
