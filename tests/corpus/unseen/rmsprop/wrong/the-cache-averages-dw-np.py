# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: gradient-not-squared
# config: complete
# cause: The cache averages |dw| (np.abs) instead of dw^2, and its root is taken anyway.
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.lr = config['learning_rate']
        self.decay_rate = config['decay_rate']
        self.epsilon = config['epsilon']
        self.cache = None

    def update(self, w, dw):
        if self.cache is None:
            self.cache = np.zeros_like(w)
        # abs so the sqrt does not give nan
        self.cache = self.decay_rate * self.cache + (1 - self.decay_rate) * np.abs(dw)
        return w - self.lr * dw / (np.sqrt(self.cache) + self.epsilon)
