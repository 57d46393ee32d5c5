# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
# config: complete
import numpy as np

class SGD:
    def __init__(self, config):
        self.__dict__.update(config)

    def update(self, w, dw):
        new = np.copy(w)
        new -= np.multiply(dw, self.learning_rate)
        return new
