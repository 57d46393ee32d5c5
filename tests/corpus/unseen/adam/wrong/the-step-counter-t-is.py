# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-shared
# config: complete
# cause: The step counter t is a class attribute (Adam.t), shared by all instances: a second optimizer (or one per parameter) starts with too big a t. With one single instance in a fresh process it agrees with Adam.
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""
    t = 0

    def __init__(self, config):
        self.lr = config['learning_rate']
        self.beta1 = config['beta1']
        self.beta2 = config['beta2']
        self.epsilon = config['epsilon']
        self.m = None
        self.v = None

    def update(self, w, dw):
        if self.m is None:
            self.m = np.zeros_like(dw)
            self.v = np.zeros_like(dw)
        Adam.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * dw
        self.v = self.beta2 * self.v + (1 - self.beta2) * (dw ** 2)
        m_hat = self.m / (1 - self.beta1 ** Adam.t)
        v_hat = self.v / (1 - self.beta2 ** Adam.t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.epsilon)
