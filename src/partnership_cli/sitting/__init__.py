"""One sitting, wired: the terminal held, the questions chosen, the conversation, its note."""
