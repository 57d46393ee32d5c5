# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class RMSprop:
    def __init__(self, params, lr=0.01, alpha=0.99, eps=1e-8):
        self.params = list(params)
        self.lr = lr
        self.alpha = alpha
        self.eps = eps
        self.state = {}

    def step(self, grads):
        for index, (param, grad) in enumerate(zip(self.params, grads)):
            if index not in self.state:
                self.state[index] = {"square_avg": np.zeros_like(param)}
            avg = self.state[index]["square_avg"]
            avg[...] = self.alpha * avg + (1 - self.alpha) * grad * grad
            param[...] = param - self.lr * grad / (np.sqrt(avg) + self.eps)
