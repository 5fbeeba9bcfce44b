"""The one-stop hall: tickets, counters, board, kiosk, bookings, ratings of visits."""
