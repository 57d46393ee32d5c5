# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: The corrections divide by (1 - beta1) and (1 - beta2) without the power t, so only the first step is right.
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.learning_rate = config.get('learning_rate', 0.001)
        self.beta1 = config.get('beta1', 0.9)
        self.beta2 = config.get('beta2', 0.999)
        self.epsilon = config.get('epsilon', 1e-8)
        self.m = 0
        self.v = 0

    def update(self, w, dw):
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * np.power(dw, 2)

        m_hat = self.m / (1 - self.beta1)
        v_hat = self.v / (1 - self.beta2)

        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
