"""The ten charters, the law, and a whole synthetic district for the tests of charters."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from juzhan.domain.charter import Charter, CharterLaw, load_charter, load_charter_law, load_charters
from tests.domain.charter.towns import CHARTERS, LAW, SOUND, Town, town_under


@pytest.fixture(scope="session")
def charters() -> Mapping[str, Charter]:
    """The ten charters of the repository."""
    return load_charters(CHARTERS)


@pytest.fixture(scope="session")
def law() -> CharterLaw:
    """The structural rules of the organic law."""
    return load_charter_law(LAW)


@pytest.fixture(scope="session")
def sound() -> Charter:
    """A small charter with nothing wrong."""
    return load_charter(SOUND)


@pytest.fixture(scope="session")
def wuhou_town(charters: Mapping[str, Charter]) -> Town:
    """Two streets with two communities each, all under Wuhou."""
    return town_under(charters["wuhou"], charters["wuhou"], charters["wuhou"], charters["wuhou"])
