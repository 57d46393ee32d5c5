# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
"""RMSProp optimizer - production ready implementation."""
import warnings
from typing import Any, Dict, Optional, Tuple
import numpy as np


class RMSPropError(ValueError):
    """Raised when a hyperparameter is invalid."""


class _RMSPropState:
    """Encapsulates the running average of squared gradients."""

    __slots__ = ("cache",)

    def __init__(self, shape: Tuple[int, ...]) -> None:
        self.cache = np.zeros(shape, dtype=np.float64)

    def update(self, grad: np.ndarray, decay_rate: float) -> np.ndarray:
        np.multiply(self.cache, decay_rate, out=self.cache)
        np.add(self.cache, (1.0 - decay_rate) * np.square(grad), out=self.cache)
        return self.cache


def _check(name: str, value: float, low: float, high: float) -> float:
    if not low <= value < high:
        raise RMSPropError(f"{name} must lie in [{low}, {high}), got {value!r}")
    return value


def rmsprop(w: np.ndarray, dw: np.ndarray, config: Optional[Dict[str, Any]] = None):
    """Apply one RMSProp update.

    Raises:
        RMSPropError: if a hyperparameter is out of range.
    """
    if config is None:
        config = {}
    learning_rate = _check("learning_rate", config.get("learning_rate", 0.01), 0.0, np.inf)
    decay_rate = _check("decay_rate", config.get("decay_rate", 0.99), 0.0, 1.0)
    epsilon = config.get("epsilon", 1e-8)
    state = config.setdefault("state", _RMSPropState(np.shape(w)))
    rms = np.sqrt(state.update(np.asarray(dw, dtype=np.float64), decay_rate)) + epsilon
    if not np.all(np.isfinite(rms)):
        warnings.warn("Non-finite RMS encountered", RuntimeWarning)
    return w - learning_rate * np.asarray(dw) / rms, config


def main() -> None:
    x = np.array([3.0, -4.0])
    cfg: Dict[str, Any] = {"learning_rate": 0.1}
    for _ in range(100):
        x, cfg = rmsprop(x, 2 * x, cfg)
    print(f"Final: {x}")


if __name__ == "__main__":
    main()
