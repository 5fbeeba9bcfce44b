"""A hall's queue: tickets and their turns, waits, hours and slots, counters and what more of them would change."""
