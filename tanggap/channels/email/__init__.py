"""E-mail: a way out for notices, by any SMTP server."""
