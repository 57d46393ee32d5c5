# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: hyperparameter-fixed
# config: complete
# cause: epsilon from config is ignored and 1e-7 is hard-coded in the denominator; with the default epsilon 1e-8 and gradients near 1 the difference is only about 1e-7 relative, it shows with another epsilon or with small gradients.
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""

    def __init__(self, config):
        self.alpha = config['learning_rate']
        self.b1 = config['beta1']
        self.b2 = config['beta2']
        self.m = None
        self.v = None
        self.t = 0

    def update(self, w, dw):
        if self.m is None:
            self.m, self.v = np.zeros(w.shape), np.zeros(w.shape)
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * dw
        self.v = self.b2 * self.v + (1 - self.b2) * dw ** 2
        moment1_unbias = self.m / (1 - self.b1 ** self.t)
        moment2_unbias = self.v / (1 - self.b2 ** self.t)
        w = w - self.alpha * moment1_unbias / (np.sqrt(moment2_unbias) + 1e-7)
        return w
