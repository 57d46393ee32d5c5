# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: root-kept
# cause: the root is stored as the new cache
import numpy as np

class RMSprop:
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8):
        self.params = params; self.lr = lr; self.alpha = alpha; self.eps = eps
        self.h = [np.zeros_like(p) for p in params]
    def step(self, grads):
        for i in range(len(self.params)):
            self.h[i] = np.sqrt(self.alpha * self.h[i] + (1 - self.alpha) * grads[i] * grads[i])
            self.params[i] -= self.lr * grads[i] / (self.h[i] + self.eps)
