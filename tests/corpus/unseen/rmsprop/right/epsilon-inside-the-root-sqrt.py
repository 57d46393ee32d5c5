# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: none
# config: complete
import numpy as np

class RMSProp:
    """Tieleman & Hinton, lecture 6e"""
    def __init__(self, config):
        self.cfg = dict(config)
        self.cfg['s'] = None

    def update(self, w, dw):
        rho = self.cfg['decay_rate']
        if self.cfg['s'] is None:
            self.cfg['s'] = (1 - rho) * dw ** 2
        else:
            self.cfg['s'] = rho * self.cfg['s'] + (1 - rho) * dw ** 2
        return w - self.cfg['learning_rate'] * dw / np.sqrt(self.cfg['s'] + self.cfg['epsilon'])
