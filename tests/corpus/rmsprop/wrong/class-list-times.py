# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np

class RMSprop:
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8):
        self.params, self.lr, self.alpha, self.eps = params, lr, alpha, eps
        self.cache = [np.zeros_like(params[0])] * len(params)

    def step(self, grads):
        for p, g, r in zip(self.params, grads, self.cache):
            r *= self.alpha
            r += (1 - self.alpha) * g * g
            p -= self.lr * g / (np.sqrt(r) + self.eps)
