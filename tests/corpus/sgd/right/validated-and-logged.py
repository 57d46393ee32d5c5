# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
"""
Stochastic Gradient Descent (SGD) implementation.

This module provides a clean, well-documented implementation of the SGD optimizer.
"""
from __future__ import annotations

import logging
from typing import Any, Dict, Optional, Tuple

import numpy as np

logger = logging.getLogger(__name__)
logging.basicConfig(level=logging.INFO)

DEFAULT_LEARNING_RATE = 1e-2


def _validate_inputs(w: np.ndarray, dw: np.ndarray) -> None:
    """Validate the inputs of the optimizer step."""
    if not isinstance(w, np.ndarray) or not isinstance(dw, np.ndarray):
        raise TypeError("w and dw must both be NumPy arrays.")
    if w.shape != dw.shape:
        raise ValueError(f"Shape mismatch: w has shape {w.shape}, dw has shape {dw.shape}.")


def sgd(w: np.ndarray, dw: np.ndarray, config: Optional[Dict[str, Any]] = None) -> Tuple[np.ndarray, Dict[str, Any]]:
    """Perform a single SGD update.

    Args:
        w: Current parameters.
        dw: Gradient of the loss with respect to ``w``.
        config: Optional configuration dictionary.

    Returns:
        A tuple ``(next_w, config)``.
    """
    _validate_inputs(w, dw)
    config = {} if config is None else dict(config)
    learning_rate = float(config.get("learning_rate", DEFAULT_LEARNING_RATE))
    if learning_rate < 0:
        raise ValueError(f"learning_rate must be non-negative, got {learning_rate}")
    next_w = np.subtract(w, np.multiply(learning_rate, dw))
    logger.info("SGD step: |dw| = %.3e", float(np.linalg.norm(dw)))
    return next_w, config


if __name__ == "__main__":
    w = np.array([1.0, 2.0])
    for _ in range(3):
        w, cfg = sgd(w, 2 * w)
    print(w)
