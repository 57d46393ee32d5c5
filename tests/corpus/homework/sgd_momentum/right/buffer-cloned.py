# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
import numpy as np


class SGDMomentum:
    def __init__(self, params, lr=1e-2, momentum=0.9):
        self.params, self.lr, self.momentum = params, lr, momentum
        self.buffers = [None for _ in params]

    def step(self, grads):
        for i, g in enumerate(grads):
            if self.buffers[i] is None:
                self.buffers[i] = g.copy()
            else:
                self.buffers[i] = self.momentum * self.buffers[i] + g
            self.params[i] -= self.lr * self.buffers[i]
