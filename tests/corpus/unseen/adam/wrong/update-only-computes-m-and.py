# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
# config: complete
# cause: Unfinished: update only computes m and v and returns w unchanged (TODO left).
import numpy as np


class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.lr = config['learning_rate']
        self.beta1 = config['beta1']
        self.beta2 = config['beta2']
        self.eps = config['epsilon']
        self.m = None
        self.v = None
        self.t = 0

    def update(self, w, dw):
        if self.m is None:
            self.m = np.zeros_like(w)
            self.v = np.zeros_like(w)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * dw ** 2
        # TODO: bias correction and step
        return w
