"""What tests of several rooms share."""

import pytest
from spacy.language import Language

from storywatch.language import load_model


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The model that every installation has; loaded once, it takes seconds."""
    return load_model()
