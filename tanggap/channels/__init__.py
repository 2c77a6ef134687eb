"""The doors: one room per way in and back out. None knows another."""
