# verdict: wrong_answer
# optimizer: momentum-ema
# conventions: ema-momentum, learning-rate-outside-velocity
# faults: none
import numpy as np

class SGD_Momentum:
    def __init__(self, params, lr=0.01, momentum=0.9, dampening=None):
        self.params = params
        self.lr = lr
        self.momentum = momentum
        self.dampening = momentum if dampening is None else dampening
        self.buf = [np.zeros_like(p) for p in params]

    def step(self, grads):
        for i, g in enumerate(grads):
            self.buf[i] = self.momentum * self.buf[i] + (1 - self.dampening) * g
            self.params[i] -= self.lr * self.buf[i]
