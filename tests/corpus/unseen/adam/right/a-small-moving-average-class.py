# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# config: complete
import numpy as np

class MovingAverage:
    def __init__(self, beta):
        self.beta = beta
        self.value = 0.0
        self.count = 0

    def add(self, x):
        self.value = self.beta * self.value + (1 - self.beta) * x
        self.count += 1
        return self.value / (1 - self.beta ** self.count)


class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""
    def __init__(self, config):
        self.lr, self.eps = config['learning_rate'], config['epsilon']
        self.first = MovingAverage(config['beta1'])
        self.second = MovingAverage(config['beta2'])

    def update(self, w, dw):
        return w - self.lr * self.first.add(dw) / (np.sqrt(self.second.add(dw ** 2)) + self.eps)
