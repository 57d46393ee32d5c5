# verdict: accepted
# optimizer: adam
# conventions: epsilon-inside-root
# faults: none
import numpy as np

class Adam(object):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        self.params = params
        self.lr, self.b1, self.b2, self.eps = lr, betas[0], betas[1], eps
        self.V = None
        self.t = 0

    def step(self, grads):
        if self.V is None:
            self.V = [np.zeros_like(g) for g in grads]
            self.S = [np.zeros_like(g) for g in grads]
        self.t += 1
        for i, (p, g) in enumerate(zip(self.params, grads)):
            self.V[i] = self.b1 * self.V[i] + (1 - self.b1) * g
            self.S[i] = self.b2 * self.S[i] + (1 - self.b2) * g ** 2
            vc = self.V[i] / (1 - self.b1 ** self.t)
            sc = self.S[i] / (1 - self.b2 ** self.t)
            p -= self.lr * vc / np.sqrt(sc + self.eps)
