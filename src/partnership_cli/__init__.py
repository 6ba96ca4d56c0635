"""A reflection companion for students and staff who work in partnership."""
