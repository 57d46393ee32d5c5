# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-root, hyperparameter-fixed
# cause: The square root of v_hat is missing: the step divides by v_hat itself.
import numpy as np

class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.m = 0
        self.v = 0
        self.t = 0

    def step(self, w, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g
        m_hat = self.m / (1 - self.beta1 ** self.t)
        v_hat = self.v / (1 - self.beta2 ** self.t)
        return w - self.lr * m_hat / (v_hat + self.eps)


def adam(w, dw, config=None):
    if config is None:
        config = {}
    if 'opt' not in config:
        config['opt'] = Adam(config.get('learning_rate', 0.001), config.get('beta1', 0.9),
                             config.get('beta2', 0.999), config.get('epsilon', 1e-8))
    return config['opt'].step(w, dw), config
