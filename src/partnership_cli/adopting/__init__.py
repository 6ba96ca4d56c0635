"""Another framework than the bundled one, and what a partnership scheme sets."""
