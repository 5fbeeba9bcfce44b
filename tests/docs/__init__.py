"""Tests that the documents are true: their links, commands, paths and tables."""
