"""What is shown: one file a subject, each from a value to words or to JSON."""
