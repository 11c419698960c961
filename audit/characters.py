"""Which characters a text can hold at all, told by its bytes: what is not there need not be looked for.

Searching a text for each of a hundred characters costs more than everything else that is done with them; the bytes of
two encodings answer most of it at the speed of memory. Answers are kept for the last text asked about.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

BLOCK: Final = 256
"""Code points of a block."""


@lru_cache(maxsize=2)
def utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def ascii_only(text: str) -> bytes:
    """What is left without all characters beyond ASCII."""
    return text.encode("ascii", "ignore")


@lru_cache(maxsize=2)
def high_bytes(text: str) -> bytes:
    """The block of every UTF-16 unit: of a character up to U+FFFF its code point divided by 256."""
    return text.encode("utf-16-le", "surrogatepass")[1::2]


# Chinese and Korean use a hundred blocks: these stand for theirs.
CHINESE: Final = 0x4E
KOREAN: Final = 0xAC
_WIDE: Final = {CHINESE: bytes(range(0x4E, 0xA0)), KOREAN: bytes(range(0xAC, 0xD8))}
_USUAL: Final = bytes((0x00, 0x01, 0x03, 0x04, 0x05, 0x06, 0x09, 0x0E, 0x1E, 0x20, 0x30))
_OFTEN: Final = b"".join((_USUAL, *_WIDE.values()))


@lru_cache(maxsize=2)
def blocks(text: str) -> frozenset[int]:
    """The blocks that occur, of Chinese and Korean letters only the first of each.

    Characters beyond U+FFFF show as their two surrogates.
    """
    if text.isascii():
        return _ASCII
    high = high_bytes(text)
    found = [block for block in _USUAL if block in high]
    if rest := high.translate(None, _USUAL):
        found += [first for first, wide in _WIDE.items() if any(block in rest for block in wide)]
        found += set(rest.translate(None, _OFTEN))
    return frozenset(found)


_ASCII: Final = frozenset((0,))


_STANDS: Final = tuple(next((first for first, wide in _WIDE.items() if block in wide), block) for block in range(BLOCK))


def representative(block: int) -> int:
    """What stands for a block in `blocks`."""
    return _STANDS[block] if block < BLOCK else block


def accented(text: str) -> bool:
    """Whether a character from U+00C0 to U+00FF occurs."""
    return b"\xc3" in utf8(text)


def any_of(text: str, wanted: Iterable[str]) -> bool:
    """Whether one of the characters or strings occurs; what begins in a block that does not is not looked for."""
    present = blocks(text)
    return any(representative(ord(one[0]) // BLOCK) in present and one in text for one in wanted)
