# verdict: wrong_answer
# optimizer: nesterov
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

class SGDMomentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params, self.lr, self.mu = params, lr, momentum
        self.v = [np.zeros_like(p) for p in params]

    def step(self, grads):
        for k, g in enumerate(grads):
            v_prev = self.v[k].copy()
            self.v[k] = self.mu * self.v[k] - self.lr * g
            self.params[k] += -self.mu * v_prev + (1 + self.mu) * self.v[k]
