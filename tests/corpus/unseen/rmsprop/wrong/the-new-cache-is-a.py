# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-not-kept
# config: complete
# cause: The new cache is a local variable and self.cache stays zero, so each step divides by sqrt((1 - decay) dw^2) only.
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.learning_rate = config['learning_rate']
        self.decay_rate = config['decay_rate']
        self.epsilon = config['epsilon']
        self.cache = 0.0

    def update(self, w, dw):
        cache = self.decay_rate * self.cache + (1 - self.decay_rate) * dw ** 2
        return w - self.learning_rate * dw / (np.sqrt(cache) + self.epsilon)
