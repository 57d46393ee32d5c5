# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# config: complete
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self._gen = self._run(config['learning_rate'], config['beta1'], config['beta2'], config['epsilon'])
        next(self._gen)

    @staticmethod
    def _run(lr, b1, b2, eps):
        m = v = 0
        t = 0
        w = None
        while True:
            w, g = yield w
            t += 1
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * g * g
            w = w - lr * (m / (1 - b1 ** t)) / ((v / (1 - b2 ** t)) ** 0.5 + eps)

    def update(self, w, dw):
        return self._gen.send((w, dw))
