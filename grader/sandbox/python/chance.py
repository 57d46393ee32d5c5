"""Chance that repeats: the same submission always gets the same report, also when it draws numbers without a seed.

What looks like entropy is a stream of its own in every run, and always the same: `os.urandom`, and with it `secrets`,
`uuid`, `random.SystemRandom` and the generators that NumPy makes without a seed; and so are `random` and `numpy.random`.
Whoever reads the clock or /dev/urandom gets what they say.
"""
from __future__ import annotations

import os
import random
from typing import Any

import numpy

SEED = 0

_seed = random.Random.seed
_entropy = random.Random(SEED)


def _seeded(self: random.Random, a: Any = None, version: int = 2) -> None:
    """`Random.seed`, which asks the operating system when it is given nothing."""
    _seed(self, SEED if a is None else a, version)


def settle() -> None:
    """Called once, before the forks."""
    os.urandom = random._urandom = _entropy.randbytes
    random.Random.seed = _seeded
    random.seed = random._inst.seed


def begin() -> None:
    """Called before every part of a run."""
    _seed(_entropy, SEED)
    random.seed(SEED)
    numpy.random.seed(SEED)
