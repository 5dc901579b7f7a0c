"""What went wrong, in one line for the person at the terminal."""


class Failure(Exception):
    """Ends a command with exit code 2; its text is one clear Vietnamese line."""
