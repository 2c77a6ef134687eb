"""How people wish to hear from the city: by which way, when, and where their devices and addresses are."""

from tanggap.city.hearing.actions import tell
from tanggap.city.hearing.rules import Choices, Mail, Pace, Quiet, Topic, Way, Word

__all__ = ["Choices", "Mail", "Pace", "Quiet", "Topic", "Way", "Word", "tell"]
