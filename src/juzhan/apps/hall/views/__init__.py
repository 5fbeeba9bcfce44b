"""The screens of a hall: what anyone sees, what a visitor does, what staff do."""
