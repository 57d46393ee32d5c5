# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class AdaGrad(object):
    """AdaGrad, like in the fish book."""

    def __init__(self, params, lr=0.01, eps=1e-8):
        self.params = params
        self.lr = lr
        self.eps = eps
        self.h = None

    def step(self, grads):
        if self.h is None:
            self.h = []
            for p in self.params:
                self.h.append(np.zeros_like(p))
        for i in range(len(self.params)):
            self.h[i] += grads[i] * grads[i]
            self.params[i] -= self.lr * grads[i] / (np.sqrt(self.h[i]) + self.eps)
