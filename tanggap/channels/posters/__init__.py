"""Posters: sheets for walls, doors and poles, each with a code that opens the form where it hangs."""
