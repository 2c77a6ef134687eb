"""The rooms of other city work. None knows another."""
