# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-not-kept
# config: complete
# cause: m and v are local and start at zero in every call (only t is kept), so no averages are carried over.
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.config = config
        self.t = 0

    def update(self, w, dw):
        m = np.zeros_like(w)
        v = np.zeros_like(w)
        beta1 = self.config['beta1']
        beta2 = self.config['beta2']
        self.t += 1

        m = beta1 * m + (1 - beta1) * dw
        v = beta2 * v + (1 - beta2) * (dw ** 2)
        mhat = m / (1 - beta1 ** self.t)
        vhat = v / (1 - beta2 ** self.t)
        new_w = w - self.config['learning_rate'] * mhat / (np.sqrt(vhat) + self.config['epsilon'])
        return new_w
