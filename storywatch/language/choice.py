"""Which pack reads an article, and which model its language is read with: chosen without loading any.

Knows no spaCy, which takes a second and 100 MB: only the processes that parse import it.
"""

import importlib.metadata
import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from storywatch.language.pack import Pack, load_packs
from storywatch.language.recognition import recognise
from storywatch.messages import Article

LANGUAGES = ("en", "fr")
"""Languages that are read where nothing else is said."""


class MissingModelError(Exception):
    """No model to read with. Its fate is exit code 2: nothing can be analysed until one is installed."""


def find_packs(languages: Sequence[str], files: Iterable[str] = (), model: str = "") -> dict[str, Pack]:
    """Packs of these languages whose model is installed. `model` is the first language's, if not its pack's.

    The first language has to have one: raises MissingModelError. Raises PackError for a pack that cannot be used.
    """
    packs = load_packs(languages, files)
    for first in languages[:1]:
        locate_model(packs[first], model or None)
    return {language: pack for n, (language, pack) in enumerate(packs.items()) if n == 0 or has_model(pack)}


def has_model(pack: Pack) -> bool:
    """Say whether a model of the pack's is installed."""
    try:
        locate_model(pack)
    except MissingModelError:
        return False
    return True


def locate_model(pack: Pack, name: str | None = None) -> str | Path:
    """Find a model without loading it; MissingModelError says what to install."""
    for candidate in pack.models if name is None else (name,):
        found = _find(candidate)
        if found is not None:
            return found
    if name is None:
        raise MissingModelError(f"No spaCy model for the language {pack.language} is installed: {remedy(pack)}.")
    raise MissingModelError(
        f"The spaCy model {name} is not installed: install it by `.venv/bin/python -m spacy download {name}`, "
        f"or {remedy(pack)}."
    )


def _find(name: str) -> str | Path | None:
    """A package that is a model, a folder, or PACKAGE/FOLDER where a package carries the model in a folder."""
    if _is_package(name) or Path(name).is_dir():
        return name
    package, _, folder = name.partition("/")
    spec = importlib.util.find_spec(package) if package.isidentifier() and folder else None
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(place) / folder).is_dir():
            return Path(place) / folder
    return None


def _is_package(name: str) -> bool:
    """As spaCy asks it, when it loads a model by name."""
    try:
        importlib.metadata.distribution(name)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return False
    return True


def remedy(pack: Pack) -> str:
    """Say how a model of the pack's is installed."""
    return f"install the one that its pack names by `{pack.install}`, with the pip of this environment (.venv/bin/pip)"


def language_of(article: Article, packs: Mapping[str, Pack]) -> str | None:
    """Which of the languages reads this article."""
    text = f"{article.header.title}\n{article.text}"
    return recognise(article.header.language, text, {language: pack.common for language, pack in packs.items()})
