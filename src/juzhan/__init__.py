"""Juzhan (居站): software on which a city runs its communities by the model of 居站分离."""

__version__ = "0.1.0"
