# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: __init__ sets self.m twice, self.v stays None: crashes
import numpy as np

class AdamOptimizer:
    def __init__(self):
        self.m = None
        self.v = None
        self.t = 0

    def update(self, weights, gradients, lr, b1, b2, eps):
        if self.m is None:
            self.m = np.zeros_like(weights)
            self.m = np.zeros_like(weights)
        self.t += 1
        self.m = b1 * self.m + (1 - b1) * gradients
        self.v = b2 * self.v + (1 - b2) * gradients ** 2
        mh = self.m / (1 - b1 ** self.t)
        vh = self.v / (1 - b2 ** self.t)
        return weights - lr * mh / (np.sqrt(vh) + eps)

def adam(w, dw, config=None):
    config = {} if config is None else config
    opt = config.setdefault('opt', AdamOptimizer())
    return opt.update(w, dw, config.get('learning_rate', 1e-3), config.get('beta1', .9), config.get('beta2', .999), config.get('epsilon', 1e-8)), config
