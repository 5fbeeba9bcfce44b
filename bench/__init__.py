"""Measurements: the interface over HTTP, permissions, the record; all in one run, beside their peers."""
