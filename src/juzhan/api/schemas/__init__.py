"""The shapes of what the interface takes and gives, a file a subject; a test holds every answer against them."""
