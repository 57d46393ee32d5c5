# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class Adam:
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-08):
        self.params = params
        self.lr = lr
        self.b1, self.b2 = betas
        self.eps = eps
        self.b1_power = self.b2_power = 1.0
        self.ms = [np.zeros_like(p) for p in params]
        self.vs = [np.zeros_like(p) for p in params]

    def step(self, gradients):
        self.b1_power *= self.b1
        self.b2_power *= self.b2
        for p, m, v, g in zip(self.params, self.ms, self.vs, gradients):
            m += (1 - self.b1) * (g - m)
            v += (1 - self.b2) * (g * g - v)
            p -= self.lr * (m / (1 - self.b1_power)) / (np.sqrt(v / (1 - self.b2_power)) + self.eps)
