# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
# config: complete
import numpy as np

class Optimizer:
    def __init__(self, config):
        for key, value in config.items():
            setattr(self, key, value)

    def update(self, w, dw):
        return w - self.step(dw)

class RMSProp(Optimizer):
    def step(self, dw):
        old = getattr(self, 'cache', np.zeros_like(dw))
        self.cache = self.decay_rate * old + (1.0 - self.decay_rate) * dw * dw
        return self.learning_rate * dw / (self.epsilon + np.sqrt(self.cache))
