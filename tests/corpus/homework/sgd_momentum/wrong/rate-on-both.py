# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: learning-rate-compounds
# cause: the learning rate also multiplies the old velocity
import numpy as np

class SGD_Momentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params, self.lr, self.momentum = params, lr, momentum
        self.dW_prev = [np.zeros_like(p) for p in params]

    def step(self, grads):
        for p, g, i in zip(self.params, grads, range(len(grads))):
            dW = self.lr * (self.momentum * self.dW_prev[i] + g)
            p -= dW
            self.dW_prev[i] = dW
