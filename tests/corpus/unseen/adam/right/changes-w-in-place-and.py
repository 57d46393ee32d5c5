# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# config: complete
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.lr = config['learning_rate']
        self.beta1 = config['beta1']
        self.beta2 = config['beta2']
        self.eps = config['epsilon']
        self.pow1 = 1.0
        self.pow2 = 1.0
        self.m = None

    def update(self, w, dw):
        if self.m is None:
            self.m, self.v = np.zeros_like(w), np.zeros_like(w)
        self.pow1 *= self.beta1
        self.pow2 *= self.beta2
        self.m += (1 - self.beta1) * (dw - self.m)
        self.v += (1 - self.beta2) * (dw ** 2 - self.v)
        root = np.sqrt(self.v / (1 - self.pow2))
        w -= self.lr / (1 - self.pow1) * self.m / (root + self.eps)
        return w
