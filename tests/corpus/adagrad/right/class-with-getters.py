# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-inside-root
# faults: none
from typing import List
import numpy as np


class AdaGrad:
    __slots__ = ("params", "learning_rate", "epsilon", "_sums")

    def __init__(self, params: List[np.ndarray], learning_rate: float = 1e-2, epsilon: float = 1e-8):
        self.params = params
        self.learning_rate = learning_rate
        self.epsilon = epsilon
        self._sums = [np.full_like(p, 0.0) for p in params]

    @property
    def rates(self):
        return [self.learning_rate / np.sqrt(s + self.epsilon) for s in self._sums]

    def step(self, grads: List[np.ndarray]) -> List[np.ndarray]:
        for s, g in zip(self._sums, grads):
            s += g**2
        return [p.__isub__(rate * g) for p, rate, g in zip(self.params, self.rates, grads)]
