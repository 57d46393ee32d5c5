# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-second-bias-correction
# cause: Only the first moment is corrected; v is used without its correction, so the first steps are far too big.
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.lr = config.get('learning_rate', 1e-3)
        self.beta1 = config.get('beta1', 0.9)
        self.beta2 = config.get('beta2', 0.999)
        self.eps = config.get('epsilon', 1e-8)
        self.iteration = 0
        self.m = 0
        self.v = 0

    def update(self, w, dw):
        self.iteration += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * dw ** 2
        m_hat = self.m / (1 - self.beta1 ** self.iteration)
        return w - self.lr * m_hat / (np.sqrt(self.v) + self.eps)
