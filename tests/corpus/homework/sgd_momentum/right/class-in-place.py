# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

class SGDMomentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params = list(params)
        self.lr = lr
        self.momentum = momentum
        self.velocities = {}
    def step(self, grads):
        for i, (p, g) in enumerate(zip(self.params, grads)):
            if i not in self.velocities:
                self.velocities[i] = np.zeros_like(p)
            v = self.velocities[i]
            v *= self.momentum
            v -= self.lr * g
            p += v
