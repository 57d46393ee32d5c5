# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np


class RMSProp:
    cache = np.zeros(0)  # on the class, not on self

    @classmethod
    def step(cls, w, dw, lr, rho, eps):
        if np.shape(cls.cache) != np.shape(w):
            cls.cache = np.zeros(np.shape(w))
        cls.cache = rho * cls.cache + (1 - rho) * dw * dw
        return w - lr * dw / (np.sqrt(cls.cache) + eps)


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr, rho, eps = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99), config.get("epsilon", 1e-8)
    return RMSProp.step(w, dw, lr, rho, eps), config
