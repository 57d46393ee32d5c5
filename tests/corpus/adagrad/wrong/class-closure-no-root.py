# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: missing-root
import numpy as np
class Adagrad:
    __slots__ = ("params", "rule")
    def __init__(self, params, lr=1e-2, eps=1e-8):
        self.params = params
        r = [np.zeros_like(p) for p in params]
        def rule(grads):
            for p, g, s in zip(params, grads, r):
                s += g * g
                p -= lr * g / (s + eps)
        self.rule = rule
    def step(self, grads):
        self.rule(grads)
