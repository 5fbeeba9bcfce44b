"""The app's name, and the ways that it adds to the pages of matters."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """The one-stop hall."""

    name = "juzhan.apps.hall"
    label = "hall"

    def ready(self) -> None:
        """Lead from a matter's pages to counter and rating, and warn the head beside the door to the hall."""
        from juzhan.apps.bodies.desk import count_late
        from juzhan.apps.hall.late import waiting_too_long
        from juzhan.apps.hall.ways import to_the_counter, to_the_rating
        from juzhan.apps.matters.desk.ways import lead_back, lead_beside

        lead_back(to_the_counter)
        lead_beside(to_the_rating)
        count_late(waiting_too_long)
