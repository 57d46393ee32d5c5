# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# config: complete
# cause: AttributeError: the constructor sets self.eps, update reads self.epsilon, so the first call raises.
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.learning_rate = config['learning_rate']
        self.beta1 = config['beta1']
        self.beta2 = config['beta2']
        self.eps = config['epsilon']
        self.t = 0
        self.m = None
        self.v = None

    def update(self, w, dw):
        if self.t == 0:
            self.m = np.zeros_like(w)
            self.v = np.zeros_like(w)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * dw**2
        mh = self.m / (1 - self.beta1**self.t)
        vh = self.v / (1 - self.beta2**self.t)
        return w - self.learning_rate * mh / (np.sqrt(vh) + self.epsilon)
