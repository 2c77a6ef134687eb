"""Those who say the same as a report: a browser each, or a person where somebody is signed in."""
