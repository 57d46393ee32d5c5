# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.lr = config.get('learning_rate', 1e-2)
        self.rho = config.get('decay_rate', 0.99)
        self.eps = config.get('epsilon', 1e-8)
        self.S = None

    def update(self, w, dw):
        # S is the cache divided by (1 - rho)
        self.S = dw ** 2 if self.S is None else self.rho * self.S + dw ** 2
        rms = np.sqrt((1 - self.rho) * self.S)
        return w - self.lr * dw / (rms + self.eps)
