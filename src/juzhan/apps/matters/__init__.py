"""Matters: a piece of work with one owner, a clock and a timeline."""
