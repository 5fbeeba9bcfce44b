"""A holding is a post as permissions see it: a role in a concrete body, and nothing about the person."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from juzhan.domain.charter.vocabulary import Role

ROLE_NUMBERS: Mapping[Role, int] = {role: number for number, role in enumerate(Role)}


@frozen
class Holding:
    """A post as permissions see it: a role in a concrete body.

    ``code`` is the pair as one number, worked out once so that a decision need not build a key.
    """

    body_id: int
    role: Role = field(converter=Role)
    code: int = field(init=False, eq=False, repr=False)

    @code.default
    def _code(self) -> int:
        return self.body_id * len(ROLE_NUMBERS) + ROLE_NUMBERS[self.role]
