# verdict: wrong_answer
# optimizer: adagrad
# conventions: no-epsilon
# faults: hyperparameter-fixed
# cause: Epsilon is missing in the denominator: a zero gradient at the start gives 0/0 = NaN (elsewhere it differs only by epsilon).
import numpy as np

class AdaGrad:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.h = 0

    def step(self, theta, grad):
        self.h = self.h + grad * grad
        theta = theta - self.lr * (1 / self.h ** 0.5) * grad
        return theta

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 0.01)
    if 'h' not in config: config['h'] = AdaGrad(config['learning_rate'])
    return config['h'].step(w, dw), config
