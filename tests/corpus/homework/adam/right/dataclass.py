# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Memory:
    m: np.ndarray
    v: np.ndarray
    t: int = 0
    notes: list = field(default_factory=list)


def adam(w, dw, config=None):
    if config is None:
        config = {}
    if "memory" not in config:
        config["memory"] = Memory(np.zeros_like(w), np.zeros_like(w))
    memory = config["memory"]
    memory.t += 1
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    memory.m = b1 * memory.m + (1 - b1) * dw
    memory.v = b2 * memory.v + (1 - b2) * dw**2
    direction = (memory.m / (1 - b1**memory.t)) / (np.sqrt(memory.v / (1 - b2**memory.t)) + config.get("epsilon", 1e-8))
    return w - config.get("learning_rate", 1e-3) * direction, config
