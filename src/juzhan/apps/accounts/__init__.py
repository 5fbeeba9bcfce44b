"""People who sign in: who they are and in which post they act."""
