"""Remembers that a phone has opened the page of a number, so that the kiosk knows that it is not lost with its screen."""

from __future__ import annotations

from juzhan.apps.hall.models import Ticket


def note_followed(ticket: Ticket) -> None:
    """Note it once; no act in the queue, so neither the record nor the hall's screens are told."""
    if not ticket.is_followed:
        Ticket.objects.filter(pk=ticket.pk, is_followed=False).update(is_followed=True)
