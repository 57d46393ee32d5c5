# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-for-moment
# config: complete
# cause: The step's numerator is the raw gradient dw instead of m_hat, so there is no momentum (m is computed and unused).
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""
    def __init__(self, config):
        self.cfg = config
        self.state = {'m': 0.0, 'v': 0.0, 't': 0}

    def update(self, w, dw):
        lr, b1, b2, eps = [self.cfg[k] for k in ['learning_rate', 'beta1', 'beta2', 'epsilon']]
        s = self.state
        s['t'] += 1
        s['m'] = b1 * s['m'] + (1 - b1) * dw
        s['v'] = b2 * s['v'] + (1 - b2) * dw * dw
        m_hat = s['m'] / (1 - b1 ** s['t'])
        v_hat = s['v'] / (1 - b2 ** s['t'])
        return w - lr * dw / (np.sqrt(v_hat) + eps)
