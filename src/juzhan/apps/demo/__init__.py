"""The demonstration: a synthetic cast, some months of synthetic matters, a page to become one of the cast."""
