"""The settings of a person: which there are, where they are kept, and the TOML they are in."""
