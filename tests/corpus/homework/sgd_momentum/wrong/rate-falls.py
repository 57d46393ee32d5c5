# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: learning-rate-compounds
# cause: lr *= 0.9 after every step
import numpy as np

class SGDMomentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params, self.lr, self.momentum = params, lr, momentum
        self.v = None
    def step(self, grads):
        if self.v is None:
            self.v = [np.zeros_like(p) for p in self.params]
        for i in range(len(self.params)):
            self.v[i] = self.momentum * self.v[i] - self.lr * grads[i]
            self.params[i] += self.v[i]
        self.lr *= 0.9
