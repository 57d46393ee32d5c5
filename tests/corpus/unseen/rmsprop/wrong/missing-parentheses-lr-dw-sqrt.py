# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: epsilon-added-to-step
# config: complete
# cause: Missing parentheses: lr * dw / sqrt(cache) + eps, epsilon is added to the step rather than to the root (NaN where the cache is 0, else an offset of eps a step).
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.config = config
        self.cache = None

    def update(self, w, dw):
        c = self.config
        if self.cache is None:
            self.cache = np.zeros_like(w)
        self.cache = c['decay_rate'] * self.cache + (1 - c['decay_rate']) * dw * dw
        w = w - (c['learning_rate'] * dw / np.sqrt(self.cache) + c['epsilon'])
        return w
