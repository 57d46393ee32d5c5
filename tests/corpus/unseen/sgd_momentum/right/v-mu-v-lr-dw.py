# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
# config: complete
import numpy as np

class SGDMomentum:
    def __init__(self, config):
        self.learning_rate = config['learning_rate']
        self.momentum = config['momentum']
        self.v = None

    def update(self, w, dw):
        if self.v is None:
            self.v = np.zeros_like(w)
        self.v *= self.momentum
        self.v += self.learning_rate * dw
        return w - self.v
