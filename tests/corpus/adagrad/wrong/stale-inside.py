# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-inside-root
# faults: stale-moment
import numpy as np

class Adagrad:
    G = None

    def update(self, x, g, lr, eps):
        if self.G is None:
            self.G = np.zeros_like(g)
        x = x - lr / np.sqrt(self.G + eps) * g
        self.G = self.G + np.square(g)
        return x

def adagrad(w, dw, config=None):
    config = config or {}
    opt = config.setdefault("opt", Adagrad())
    return opt.update(w, dw, config.get("learning_rate", 1e-2), config.get("epsilon", 1e-8)), config
