"""Template tags of the visual language; ``words`` is a builtin of every template."""
