"""Districts, streets, communities and residents' groups."""
