# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


class adam:
    def __init__(self, learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate = learning_rate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon

    def init(self, params):
        return {"t": 0, "m": params * 0.0, "v": params * 0.0}

    def update(self, grads, state, params=None):
        t = state["t"] + 1
        m = self.beta1 * state["m"] + (1 - self.beta1) * grads
        v = self.beta2 * state["v"] + (1 - self.beta2) * grads * grads
        step = (m / (1 - self.beta1**t)) / (np.sqrt(v / (1 - self.beta2**t)) + self.epsilon)
        return -self.learning_rate * step, dict(t=t, m=m, v=v)
