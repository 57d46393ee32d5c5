# verdict: invalid_submission
# optimizer: none
# conventions: none
# faults: none
# config: complete
# cause: Wrong signature: update(t, w, dw) wants the step number as its first argument, so update(w, dw) raises TypeError.
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.eta = config['learning_rate']
        self.beta1, self.beta2 = config['beta1'], config['beta2']
        self.epsilon = config['epsilon']
        self.m_dw, self.v_dw = 0, 0

    def update(self, t, w, dw):
        self.m_dw = self.beta1 * self.m_dw + (1 - self.beta1) * dw
        self.v_dw = self.beta2 * self.v_dw + (1 - self.beta2) * (dw ** 2)
        m_corr = self.m_dw / (1 - self.beta1 ** t)
        v_corr = self.v_dw / (1 - self.beta2 ** t)
        return w - self.eta * m_corr / (np.sqrt(v_corr) + self.epsilon)
