"""Addresses of matters: the residents' and the desk's."""

from __future__ import annotations

from juzhan.apps.matters.desk.urls import urlpatterns as desk
from juzhan.apps.matters.resident.urls import urlpatterns as resident

urlpatterns = [*resident, *desk]
