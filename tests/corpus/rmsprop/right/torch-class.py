# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class RMSprop(object):
    def __init__(self, params, lr=0.01, alpha=0.99, eps=1e-08):
        self.params, self.lr, self.alpha, self.eps = params, lr, alpha, eps
        self.square_avg = {}

    def step(self, grads):
        for i, grad in enumerate(grads):
            if i not in self.square_avg:
                self.square_avg[i] = np.zeros(np.shape(grad))
            avg = self.square_avg[i]
            avg = self.square_avg[i] = self.alpha * avg + (1 - self.alpha) * grad * grad
            self.params[i] -= self.lr * grad / (np.sqrt(avg) + self.eps)
