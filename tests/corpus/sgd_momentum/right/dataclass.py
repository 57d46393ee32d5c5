# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class MomentumState:
    velocity: Any

    def push(self, mu: float, grad):
        self.velocity = np.multiply(mu, self.velocity) + grad
        return self.velocity


def sgd_momentum(w, dw, config=None):
    config = config or {}
    state = config.get("state") or MomentumState(velocity=np.zeros_like(dw))
    config["state"] = state
    velocity = state.push(config.get("momentum", 0.9), dw)
    return w - config.get("learning_rate", 1e-2) * velocity, config
