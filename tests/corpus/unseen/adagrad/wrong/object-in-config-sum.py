# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: gradient-not-squared, missing-root, hyperparameter-fixed
# cause: the gradients are summed without squaring, and there is no square root.
import numpy as np

class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr = lr; self.eps = eps; self.suma = None

    def actualizar(self, w, g):
        if self.suma is None: self.suma = np.zeros_like(w)
        self.suma = self.suma + g
        return w - self.lr * g / (self.suma + self.eps)

def adagrad(w, dw, config=None):
    if config is None: config = {}
    if 'ag' not in config:
        config['ag'] = AdaGrad(config.get('learning_rate', 0.01), config.get('epsilon', 1e-8))
    return config['ag'].actualizar(w, dw), config
