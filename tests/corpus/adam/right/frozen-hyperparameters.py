# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.m = self.v = 0.0
        self.t = 0

    def __call__(self, w, dw):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * dw**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


def adam(w, dw, config=None):
    if config is None:
        config = {}
    if "adam" not in config:
        # read once, as a class is made once
        config["adam"] = Adam(config.get("learning_rate", 1e-3), config.get("beta1", 0.9),
                              config.get("beta2", 0.999), config.get("epsilon", 1e-8))
    return config["adam"](w, dw), config
