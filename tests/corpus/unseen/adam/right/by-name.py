# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# cause: Right: one counter per parameter, raised once per step for each.
import numpy as np

class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, beta1, beta2, eps
        self.state = {}

    def update(self, params, grads):
        for name in params:
            s = self.state.setdefault(name, dict(t=0, m=np.zeros_like(params[name]), v=np.zeros_like(params[name])))
            s['t'] += 1         # one counter per parameter, all run alike
            g = grads[name]
            s['m'] += (1 - self.b1) * (g - s['m'])
            s['v'] += (1 - self.b2) * (g * g - s['v'])
            params[name] -= (self.lr * s['m'] / (1 - self.b1 ** s['t'])
                             / (np.sqrt(s['v'] / (1 - self.b2 ** s['t'])) + self.eps))
        return params
