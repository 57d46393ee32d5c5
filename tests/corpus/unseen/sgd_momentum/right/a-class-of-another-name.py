# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = {}

    def update(self, params, grads):
        for nombre, g in grads.items():
            v = self.v.setdefault(nombre, np.zeros_like(params[nombre]))
            v[...] = self.momentum * v - self.lr * g
            params[nombre] += v
        return params
