# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
# cause: Right: weighted mean divided by the total weight, which is exactly the bias correction; no t and no 1-beta.
import numpy as np

class WeightedMean:
    """exponentially weighted mean; dividing by the total weight is the bias correction"""
    def __init__(self, beta):
        self.beta, self.total, self.weight = beta, 0.0, 0.0
    def add(self, x):
        self.total = self.beta * self.total + x
        self.weight = self.beta * self.weight + 1.0
        return self.total / self.weight

def adam(w, dw, config=None):
    if config is None: config = {}
    if 'means' not in config:
        config['means'] = WeightedMean(config.get('beta1', 0.9)), WeightedMean(config.get('beta2', 0.999))
    a, b = config['means']
    return w - config.get('learning_rate', 1e-3) * a.add(dw) / (np.sqrt(b.add(dw ** 2)) + config.get('epsilon', 1e-8)), config
