# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# config: complete
# cause: update changes w in place but returns None (no return statement).
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.lr = config['learning_rate']
        self.b1 = config['beta1']
        self.b2 = config['beta2']
        self.e = config['epsilon']
        self.t = 0
        self.m = self.v = 0

    def update(self, w, dw):
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * dw
        self.v = self.b2 * self.v + (1 - self.b2) * dw ** 2
        w -= self.lr * (self.m / (1 - self.b1 ** self.t)) / (np.sqrt(self.v / (1 - self.b2 ** self.t)) + self.e)
