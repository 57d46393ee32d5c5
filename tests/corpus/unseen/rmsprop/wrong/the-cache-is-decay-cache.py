# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-decay-complement
# config: complete
# cause: The cache is decay * cache + dw^2: the factor (1 - decay_rate) is missing on the new square (a growing sum like AdaGrad's with forgetting).
import numpy as np

class RMSProp:
    def __init__(self, config):
        self.lr = config['learning_rate']
        self.decay = config['decay_rate']
        self.eps = config['epsilon']
        self.running = 0

    def update(self, w, dw):
        self.running = self.running * self.decay + dw ** 2
        return w - self.lr * dw / (np.sqrt(self.running) + self.eps)
