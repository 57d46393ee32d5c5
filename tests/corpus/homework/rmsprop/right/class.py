# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

class RMSProp:
    def __init__(self, params, lr=0.01, alpha=0.99, eps=1e-8):
        self.params, self.lr, self.rho, self.eps = params, lr, alpha, eps
        self.cache = dict()
    def step(self, grads):
        for i in range(len(self.params)):
            c = self.cache.get(i, 0)
            c = self.rho * c + (1 - self.rho) * grads[i] ** 2
            self.cache[i] = c
            self.params[i] = self.params[i] - self.lr * grads[i] / (np.sqrt(c) + self.eps)
