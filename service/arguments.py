"""What words of the command line are refused before any command sees them. Knows no command."""

import argparse


def filled(text: str) -> str:
    """Refuse what is blank: a variable that a script has not set names nothing."""
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text
