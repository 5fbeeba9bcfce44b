"""The programming interface: the same services and selectors as the pages, over JSON."""
