# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class Adam:
    def __init__(self, params, config=None):
        config = config or {}
        self.params = params
        self.learning_rate = config.get("learning_rate", 1e-3)
        self.beta1 = config.get("beta1", 0.9)
        self.beta2 = config.get("beta2", 0.999)
        self.epsilon = config.get("epsilon", 1e-8)
        self.m = [0 * p for p in params]
        self.v = [0 * p for p in params]
        self.t = 0

    def step(self, grads):
        self.t = self.t + 1
        for i in range(len(self.params)):
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * grads[i]
            self.v[i] = self.beta2 * self.v[i] + (1 - self.beta2) * np.square(grads[i])
            m = self.m[i] / (1 - self.beta1**self.t)
            v = self.v[i] / (1 - self.beta2**self.t)
            self.params[i] = self.params[i] - self.learning_rate * m / (np.sqrt(v) + self.epsilon)
