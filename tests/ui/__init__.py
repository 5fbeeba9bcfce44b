"""Tests of the visual language."""
