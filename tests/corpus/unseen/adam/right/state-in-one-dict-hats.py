# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

class Adam:
    """Adam: a Method for Stochastic Optimization (Kingma & Ba, Algorithm 1)."""
    def __init__(self, config):
        self.p = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8)
        self.p.update(config)
        self.state = None

    def update(self, w, dw):
        if self.state is None:
            self.state = {'step': 0, 'exp_avg': np.zeros_like(w), 'exp_avg_sq': np.zeros_like(w)}
        st, p = self.state, self.p
        st['step'] += 1
        bc1 = 1 - p['beta1'] ** st['step']
        bc2 = 1 - p['beta2'] ** st['step']
        st['exp_avg'] = p['beta1'] * st['exp_avg'] + (1 - p['beta1']) * dw
        st['exp_avg_sq'] = p['beta2'] * st['exp_avg_sq'] + (1 - p['beta2']) * dw ** 2
        denom = np.sqrt(st['exp_avg_sq']) / np.sqrt(bc2) + p['epsilon']
        return w - (p['learning_rate'] / bc1) * (st['exp_avg'] / denom)
