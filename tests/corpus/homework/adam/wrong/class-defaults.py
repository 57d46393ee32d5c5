# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: wrong-default
# cause: class defaults betas (0.9, 0.99) and eps 1e-7
import numpy as np

class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.99), eps=1e-7):
        self.params, self.lr, self.betas, self.eps = params, lr, betas, eps
        self.state = [{"t": 0, "m": np.zeros_like(p), "v": np.zeros_like(p)} for p in params]

    def step(self, grads):
        b1, b2 = self.betas
        for p, g, s in zip(self.params, grads, self.state):
            s["t"] += 1
            s["m"] = b1 * s["m"] + (1 - b1) * g
            s["v"] = b2 * s["v"] + (1 - b2) * g * g
            p -= self.lr * (s["m"] / (1 - b1 ** s["t"])) / (np.sqrt(s["v"] / (1 - b2 ** s["t"])) + self.eps)
