# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: correction-kept
# cause: both corrected moments are stored in the class and corrected again
import numpy as np

class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params = params
        self.lr = lr
        self.beta1, self.beta2 = betas
        self.eps = eps
        self.iteration = 1
        self.m = [np.zeros_like(p) for p in params]
        self.s = [np.zeros_like(p) for p in params]

    def step(self, grads):
        for i, g in enumerate(grads):
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * g
            self.s[i] = self.beta2 * self.s[i] + (1 - self.beta2) * (g ** 2)
            self.m[i] = self.m[i] / (1 - self.beta1 ** self.iteration)
            self.s[i] = self.s[i] / (1 - self.beta2 ** self.iteration)
            self.params[i] -= self.lr * self.m[i] / (np.sqrt(self.s[i]) + self.eps)
        self.iteration += 1
