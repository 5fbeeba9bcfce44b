"""Property tests of the record hash a lot; a busy machine must not fail them."""

from hypothesis import settings

settings.register_profile("record", deadline=None)
settings.load_profile("record")
