"""The rules of the field as pure Python: no Django, no clock, no randomness, no input or output."""
