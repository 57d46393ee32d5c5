# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# config: complete
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.lr = config['learning_rate']
        self.b1, self.b2 = config['beta1'], config['beta2']
        self.eps = config['epsilon']
        self.t = 0
        self.mhat = 0.
        self.vhat = 0.

    def update(self, w, dw):
        self.t += 1
        # weights (1-b)/(1-b^t): at t=1 it is 1, so no zero bias at all
        g1 = (1 - self.b1) / (1 - self.b1 ** self.t)
        g2 = (1 - self.b2) / (1 - self.b2 ** self.t)
        self.mhat = self.mhat + g1 * (dw - self.mhat)
        self.vhat = self.vhat + g2 * (dw ** 2 - self.vhat)
        return w - self.lr * self.mhat / (np.sqrt(self.vhat) + self.eps)
