"""What a callable takes, read from its signature."""
from __future__ import annotations

import inspect
from typing import Callable


def takes(function: Callable, count: int) -> bool:
    """Whether `count` positional arguments suit; a callable without a signature is given the benefit of the doubt."""
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:
        return True
    return True


def parameter_names(function: Callable) -> list[str]:
    """Empty also for a callable without a signature."""
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []
