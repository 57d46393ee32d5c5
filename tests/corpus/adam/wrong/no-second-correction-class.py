# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-inside-root
# faults: no-second-bias-correction
import numpy as np


class AdamOptimizer:
    def __init__(self):
        self.m, self.v, self.t = 0.0, 0.0, 0

    def update(self, theta, g, lr, b1, b2, eps):
        self.t += 1
        self.m = b1 * self.m + (1 - b1) * g
        self.v = b2 * self.v + (1 - b2) * np.power(g, 2)
        m_cap = self.m / (1 - b1 ** self.t)
        return theta - (lr * m_cap) / np.sqrt(self.v + eps)


def adam(w, dw, config=None):
    config = {} if config is None else config
    opt = config.setdefault("optimizer", AdamOptimizer())
    w = opt.update(w, dw, config.get("learning_rate", 1e-3), config.get("beta1", 0.9),
                   config.get("beta2", 0.999), config.get("epsilon", 1e-8))
    return w, config
