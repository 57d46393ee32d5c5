# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-root
import numpy as np


class RMSProp:
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8):
        self.params = params
        self.lr = lr
        self.alpha = alpha
        self.eps = eps
        self.avg = [np.zeros_like(p) for p in params]

    def step(self, grads):
        for p, g, avg in zip(self.params, grads, self.avg):
            avg *= self.alpha
            avg += (1 - self.alpha) * g * g
            p -= self.lr * g / (avg + self.eps)
