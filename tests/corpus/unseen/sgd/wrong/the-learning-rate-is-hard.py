# verdict: partially_accepted
# optimizer: sgd
# conventions: none
# faults: hyperparameter-fixed
# cause: The learning rate is hard-coded (1e-2) in update; config's learning_rate is not used (agrees only at 1e-2).
import numpy as np

class SGD:
    def __init__(self, config):
        self.config = config

    def update(self, w, dw):
        learning_rate = 1e-2
        return w - learning_rate * dw
