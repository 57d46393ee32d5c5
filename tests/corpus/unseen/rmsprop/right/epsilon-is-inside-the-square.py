# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: none
# config: complete
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.eta = config['learning_rate']
        self.rho = config['decay_rate']
        self.eps = config['epsilon']
        self.Eg2 = 0

    def update(self, w, dw):
        # E[g^2]_t
        self.Eg2 = self.rho * self.Eg2 + (1 - self.rho) * dw ** 2
        return w - self.eta / np.sqrt(self.Eg2 + self.eps) * dw
