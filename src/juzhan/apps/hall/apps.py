"""The app's name, and the ways that it adds to the pages of matters."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """The one-stop hall."""

    name = "juzhan.apps.hall"
    label = "hall"

    def ready(self) -> None:
        """Lead from a matter's pages to counter and rating, tell them what a visitor lacks, and warn the head beside the door."""
        from juzhan.apps.bodies.desk import count_late
        from juzhan.apps.hall.late import waiting_too_long
        from juzhan.apps.hall.said import said_at_the_hall
        from juzhan.apps.hall.ways import to_the_counter, to_the_rating
        from juzhan.apps.matters.desk.ways import lead_back, lead_beside
        from juzhan.apps.matters.proxies import know_what_was_said

        lead_back(to_the_counter)
        lead_beside(to_the_rating)
        know_what_was_said(said_at_the_hall)
        count_late(waiting_too_long)
