"""What the program beside a printer asks the site for: how many slips wait, the next one, and to be woken by the hall's line."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any

from attrs import define

PATIENCE = 15
"""Seconds without a word after which a line is dead; the site says something every five."""
SERVER_ERROR = 500
TOO_MANY = 429
NOTHING = 204
ALL_IN_USE = 503


class SiteAway(Exception):
    """The site cannot be reached, or is not well."""


class SiteRefuses(Exception):
    """The site says no: a wrong token, another's hall, no such hall."""


@define
class Site:
    """A site, a hall in it, and the token of somebody who works there."""

    address: str
    place: str
    token: str
    _line: Any = None

    def waiting(self) -> int:
        """How many slips wait."""
        return int(self._ask("GET")["waiting"])

    def next(self) -> dict[str, Any] | None:
        """The next slip; from now on it is ours, and nobody gets it again."""
        given: dict[str, Any] | None = self._ask("POST")
        return given

    def wait(self) -> bool:
        """Return when something has happened in the hall, or after some seconds all the same.

        False: all lines are in use, so one has to ask now and then. Raises :class:`SiteAway`.
        """
        try:
            if self._line is None:
                self._line = self._open(f"/live/{self.place}", "GET")
                return True
            while line := self._line.readline():
                if line.startswith(b"data:"):
                    return True
            self.close()
            return True
        except urllib.error.HTTPError as error:
            if error.code == ALL_IN_USE:
                return False
            raise _fault(error) from error
        except (OSError, HTTPException, ValueError) as error:
            self.close()
            raise SiteAway(str(error)) from error

    def close(self) -> None:
        """Give the line up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, method: str) -> Any:
        try:
            with self._open(f"/api/v1/desk/halls/{self.place}/slips", method) as answer:
                return None if answer.status == NOTHING else json.load(answer)
        except urllib.error.HTTPError as error:
            raise _fault(error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise SiteAway(str(error)) from error

    def _open(self, path: str, method: str) -> Any:
        request = urllib.request.Request(  # noqa: S310 (the operator names the site)
            f"{self.address.rstrip('/')}{path}",
            data=b"" if method == "POST" else None,
            headers={"Authorization": f"Bearer {self.token}"} if path.startswith("/api/") else {},
            method=method,
        )
        return urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310


def _fault(error: urllib.error.HTTPError) -> SiteAway | SiteRefuses:
    is_passing = error.code >= SERVER_ERROR or error.code == TOO_MANY
    return SiteAway(str(error)) if is_passing else SiteRefuses(_why(error))


def _why(error: urllib.error.HTTPError) -> str:
    try:
        told = json.load(error)
        return f"{error.code} {told.get('detail_zh', '')} {told.get('detail_en', '') or told.get('title', '')}".strip()
    except ValueError:
        return f"{error.code} {error.reason}"
