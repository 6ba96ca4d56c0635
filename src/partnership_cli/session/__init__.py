"""One session in the terminal or from a file, wired: questions, conversation, note."""
