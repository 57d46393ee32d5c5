# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
from __future__ import annotations
from dataclasses import dataclass, replace, KW_ONLY
import numpy as np


@dataclass(frozen=True, slots=True)
class AdamState:
    _: KW_ONLY
    m: np.ndarray | float = 0.0
    v: np.ndarray | float = 0.0
    t: int = 0

    def advance(self, g: np.ndarray, b1: float, b2: float) -> AdamState:
        return replace(self, m=b1 * self.m + (1 - b1) * g, v=b2 * self.v + (1 - b2) * g ** 2, t=self.t + 1)

    def hats(self, b1: float, b2: float) -> tuple[np.ndarray, np.ndarray]:
        return self.m / (1 - b1 ** self.t), self.v / (1 - b2 ** self.t)


def adam(w, dw, config: dict | None = None):
    config = config or {}
    betas = config.get("beta1", 0.9), config.get("beta2", 0.999)
    state = config.get(AdamState, AdamState()).advance(dw, *betas)
    m, v = state.hats(*betas)
    return w - config.get("learning_rate", 1e-3) * m / (np.sqrt(v) + config.get("epsilon", 1e-8)), {**config, AdamState: state}
