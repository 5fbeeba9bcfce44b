"""The contexts of the product, one Django app each, with the same file names in each."""
