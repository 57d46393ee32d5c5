# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: zero-taken-for-missing
import numpy as np
class SGDMomentum:
    def __init__(self, params, lr=None, momentum=None):
        self.params, self.lr, self.momentum = params, lr or 0.01, momentum or 0.9
        self.v = [np.zeros_like(p) for p in params]
    def step(self, grads):
        for p, g, v in zip(self.params, grads, self.v):
            v *= self.momentum
            v -= self.lr * g
            p += v
