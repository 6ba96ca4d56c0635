"""Show values on the console, or serialize them for JSON; one file a subject."""
