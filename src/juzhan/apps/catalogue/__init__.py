"""The service items a community offers, in versions."""
