# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: step-returned
# config: complete
# cause: update returns the step to subtract instead of the new weights.
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.lr = config['learning_rate']
        self.decay_rate = config['decay_rate']
        self.eps = config['epsilon']
        self.cache = None

    def update(self, w, dw):
        if self.cache is None:
            self.cache = np.zeros_like(dw)
        self.cache = self.decay_rate * self.cache + (1 - self.decay_rate) * (dw ** 2)
        return self.lr * dw / (np.sqrt(self.cache) + self.eps)
