# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-first-bias-correction, ascent
import numpy as np

class Adam:
    def __init__(self, params, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.params, self.h, self.t = params, [lr, beta1, beta2, eps], 0
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.mv = [[0.0, 0.0] for _ in params]

    def step(self, grads):
        self.t += 1
        for p, g, mv in zip(self.params, grads, self.mv):
            mv[0] = self.beta1 * mv[0] + (1 - self.beta1) * g
            mv[1] = self.beta2 * mv[1] + (1 - self.beta2) * g * g
            p += self.lr * mv[0] / (np.sqrt(mv[1] / (1 - self.beta2**self.t)) + self.eps)
