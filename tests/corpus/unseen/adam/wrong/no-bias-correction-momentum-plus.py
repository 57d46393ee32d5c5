# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-first-bias-correction, no-second-bias-correction
# config: complete
# cause: No bias correction (momentum plus RMSProp only).
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""
    def __init__(self, config):
        self.config = config
        self.m = None
        self.v = None

    def update(self, w, dw):
        beta1, beta2 = self.config['beta1'], self.config['beta2']
        if self.m is None:
            self.m = np.zeros(w.shape)
            self.v = np.zeros(w.shape)
        self.m *= beta1
        self.m += (1 - beta1) * dw
        self.v *= beta2
        self.v += (1 - beta2) * dw * dw
        delta = self.config['learning_rate'] * self.m / (np.sqrt(self.v) + self.config['epsilon'])
        return w - delta
