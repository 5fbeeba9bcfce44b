"""What can be done in a hall."""
