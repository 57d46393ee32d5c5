# verdict: wrong_answer
# optimizer: adagrad
# conventions: none
# faults: epsilon-added-to-step
# config: complete
# cause: Parenthesis closed too early: lr * (dw / sqrt(h) + eps), eps is not in the denominator (NaN where h is 0, otherwise an offset of lr*eps a step).
import numpy as np

class AdaGrad:
    def __init__(self, config):
        self.lr = config['learning_rate']
        self.epsilon = config['epsilon']
        self.h = None

    def update(self, w, dw):
        if self.h is None:
            self.h = np.zeros_like(w)
        self.h += dw ** 2
        # epsilon so we dont divide by zero
        w = w - self.lr * (dw / np.sqrt(self.h) + self.epsilon)
        return w
