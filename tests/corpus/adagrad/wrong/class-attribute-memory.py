# verdict: partially_accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np

class Adagrad:
    sums = {}

    def __init__(self, params, lr=0.01, eps=1e-8):
        self.params, self.lr, self.eps = params, lr, eps

    def step(self, grads):
        for p, g in zip(self.params, grads):
            key = np.shape(p)
            self.sums[key] = self.sums.get(key, 0) + g * g
            p -= self.lr * g / (np.sqrt(self.sums[key]) + self.eps)
