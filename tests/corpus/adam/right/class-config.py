# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

DEFAULTS = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


class adam:
    """The rule as an object: adam(params, **config).step(grads) gives the new parameters."""

    def __init__(self, params, **config):
        self.params = list(params)
        for key, value in {**DEFAULTS, **config}.items():
            setattr(self, key, value)
        self.memory = [(0.0, 0.0)] * len(self.params)
        self.count = 0

    def step(self, grads):
        self.count += 1
        moved = []
        for i, (p, g) in enumerate(zip(self.params, grads)):
            m, v = self.memory[i]
            m = self.beta1 * m + (1 - self.beta1) * g
            v = self.beta2 * v + (1 - self.beta2) * g**2
            self.memory[i] = m, v
            scale = self.learning_rate / (1 - self.beta1**self.count)
            moved.append(p - scale * m / (np.sqrt(v / (1 - self.beta2**self.count)) + self.epsilon))
        self.params = moved
        return moved
