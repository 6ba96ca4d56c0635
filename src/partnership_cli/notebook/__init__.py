"""The folder of notes."""
