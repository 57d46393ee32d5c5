# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: none
# config: complete
# cause: The velocity is set to zeros at the start of every update, so nothing is carried over and it is plain SGD.
import numpy as np

class SGDMomentum:
    def __init__(self, config):
        self.learning_rate = config['learning_rate']
        self.momentum = config['momentum']

    def update(self, w, dw):
        self.v = np.zeros_like(w)
        self.v = self.momentum * self.v - self.learning_rate * dw
        w = w + self.v
        return w
