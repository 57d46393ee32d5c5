# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: rate-decays
# cause: learning rate divided by sqrt(t) on top of the cache
import numpy as np, math

class AdaGrad:
    def __init__(self, params, lr=1e-2, eps=1e-8):
        self.params = params; self.lr = lr; self.eps = eps
        self.G = [np.zeros_like(p) for p in params]
        self.t = 0

    def step(self, grads):
        self.t += 1
        base = self.lr / math.sqrt(self.t)
        for i, g in enumerate(grads):
            self.G[i] += g * g
            self.params[i] -= base * g / (np.sqrt(self.G[i]) + self.eps)
