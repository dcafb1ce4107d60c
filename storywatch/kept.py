"""States as Tables keep them: plain JSON that says which version of its type it was written in, read in any up to ours.

A state's type bears its version as its tag (`text.2`). Whatever changes in it raises the number. Where fields were only
added, each with a default, earlier states are read as they are; else the former type is kept and lifts itself, as
messages do (storywatch.messages.codec). What was written before there were tags is of version 1. A state is written
anew, in the present version, when it next changes.
"""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

TAG = "kept"
"""The key of the tag."""

Kept = TypeVar("Kept", bound=Struct)


class LaterStateError(RuntimeError):
    """A later Storywatch wrote this state. Its fate: nothing is read or written until that version runs again."""


class BrokenStateError(ValueError):
    """This is no state of the type asked for, in any version. Its fate is quarantine; its key begins anew."""


def write(state: Struct) -> dict[str, Any]:
    """Turn a state into plain JSON data for a Table."""
    plain: dict[str, Any] = msgspec.to_builtins(state)
    return plain


def write_json(state: Struct) -> bytes:
    """Write a state as the JSON text of what `write` gives."""
    return msgspec.json.encode(state)


def read(plain: object, wanted: type[Kept], *former: type[Struct]) -> Kept:
    """Read a state of the type `wanted` in its present version, or in one of the `former` types, which have a `lift`.

    Raises LaterStateError or BrokenStateError.
    """
    name, present = _version(wanted)
    if not isinstance(plain, dict):
        raise BrokenStateError(f"not a {name}, but {type(plain).__name__}")
    given, _, number = str(plain.get(TAG, f"{name}.1")).rpartition(".")
    if given != name or not number.isdecimal():
        raise BrokenStateError(f"not a {name}, but a {plain[TAG]!r:.80}")
    if int(number) > present:
        raise LaterStateError(f"it is a {name}.{number}, and this version knows none beyond {name}.{present}")
    kind = {_version(kind)[1]: kind for kind in former}.get(int(number), wanted)
    try:
        state: Any = msgspec.convert({key: value for key, value in plain.items() if key != TAG}, kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise BrokenStateError(f"not a {name}.{number}: {error}") from error
    found: Kept = state if kind is wanted else state.lift()
    return found


def _version(kind: type[Struct]) -> tuple[str, int]:
    name, _, number = str(kind.__struct_config__.tag).rpartition(".")
    return name, int(number)
