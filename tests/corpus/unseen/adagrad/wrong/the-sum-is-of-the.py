# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: stale-moment, sum-squared
# config: complete
# cause: Two mistakes: the sum is of the gradients, not of their squares (the sum is squared inside the root), and it is raised after the step, so the first step divides by eps.
import numpy as np

class AdaGrad:
    def __init__(self, config):
        self.lr = config['learning_rate']
        self.eps = config['epsilon']
        self.G = None

    def update(self, w, dw):
        if self.G is None:
            self.G = np.zeros_like(w)
        w = w - self.lr * dw / (np.sqrt(self.G ** 2) + self.eps)
        self.G = self.G + dw
        return w
