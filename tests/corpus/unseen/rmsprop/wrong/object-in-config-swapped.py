# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: weights-exchanged, hyperparameter-fixed
# cause: decay_rate and 1-decay_rate are swapped: the cache keeps 1 percent of the past and takes 99 percent of the new square.
import numpy as np
from dataclasses import dataclass
from typing import Optional


@dataclass
class RMSProp:
    lr: float = 1e-2
    decay_rate: float = 0.99
    eps: float = 1e-8
    cache: Optional[np.ndarray] = None

    def pas(self, poids, gradient):
        if self.cache is None:
            self.cache = np.zeros_like(poids)
        # moyenne mobile du carré du gradient
        self.cache = (1 - self.decay_rate) * self.cache + self.decay_rate * gradient ** 2
        return poids - self.lr * gradient / (np.sqrt(self.cache) + self.eps)


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    if "objet" not in config:
        config["objet"] = RMSProp(config.get("learning_rate", 1e-2),
                                  config.get("decay_rate", 0.99),
                                  config.get("epsilon", 1e-8),
                                  config.get("cache"))
    w = config["objet"].pas(w, dw)
    config["cache"] = config["objet"].cache
    return w, config
