"""The main hall: a report's life, one room per stage, and the story that leads through them."""
