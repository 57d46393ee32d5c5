# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: ascent, wrong-default
import numpy as np

class RMSProp:
    def __init__(self, params, lr=0.001, decay_rate=0.99, epsilon=1e-8):
        self.params = params
        self.lr = lr
        self.decay_rate = decay_rate
        self.epsilon = epsilon
        self.r = [np.zeros_like(p) for p in params]

    def step(self, grads):
        for i in range(len(grads)):
            self.r[i] = self.decay_rate * self.r[i] + (1 - self.decay_rate) * grads[i] ** 2
            self.params[i] += self.lr * grads[i] / (np.sqrt(self.r[i]) + self.epsilon)
