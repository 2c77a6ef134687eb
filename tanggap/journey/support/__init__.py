"""Support: who sees the same problem says so instead of reporting it again, and hears how it goes on."""
