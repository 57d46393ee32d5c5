# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-frozen, first-term-whole
# config: complete
# cause: Two mistakes: the first velocity is set to the bare gradient (no learning rate, no step's sign), and later velocities are computed into a local name and never kept, so each later step uses that first velocity.
import numpy as np

class SGDMomentum:
    def __init__(self, config):
        self.lr = config['learning_rate']
        self.gamma = config['momentum']
        self.v = None

    def update(self, w, dw):
        if self.v is None:
            self.v = dw.copy()
            v = self.v
        else:
            v = self.gamma * self.v + self.lr * dw
        return w - v
