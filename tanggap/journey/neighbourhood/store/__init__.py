"""What the neighbourhood remembers: announcements, residents' words, thanks."""
