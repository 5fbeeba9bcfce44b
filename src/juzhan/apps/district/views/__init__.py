"""The pages of the district's desk."""
