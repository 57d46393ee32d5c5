# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: hyperparameter-fixed
# config: complete
# cause: The decay is hard-coded to 0.9 and config's decay_rate is ignored (agrees only when decay_rate is 0.9).
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.learning_rate = config['learning_rate']
        self.decay_rate = 0.9
        self.epsilon = config['epsilon']
        self.cache = None

    def update(self, w, dw):
        if self.cache is None:
            self.cache = np.zeros_like(w)
        self.cache = self.decay_rate * self.cache + (1 - self.decay_rate) * dw ** 2
        w = w - self.learning_rate * dw / (np.sqrt(self.cache) + self.epsilon)
        return w
