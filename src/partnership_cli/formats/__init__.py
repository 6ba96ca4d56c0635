"""Every text form of a reflection; pure functions between values and bytes."""
