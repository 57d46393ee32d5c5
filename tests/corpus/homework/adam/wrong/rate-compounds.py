# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: learning-rate-compounds
# cause: the corrected learning rate is stored back, so the correction compounds
import numpy as np

class Adam():
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
        self.w = params
        self.lr = lr
        self.beta1 = betas[0]
        self.beta2 = betas[1]
        self.epsilon = eps
        self.t = 0
        self.m = [0 for _ in params]
        self.v = [0 for _ in params]

    def step(self, grads):
        self.t += 1
        self.lr = self.lr * np.sqrt(1-self.beta2**self.t) / (1-self.beta1**self.t)
        for k in range(len(self.w)):
            g = grads[k]
            self.m[k] = self.beta1*self.m[k] + (1-self.beta1)*g
            self.v[k] = self.beta2*self.v[k] + (1-self.beta2)*g*g
            self.w[k] -= self.lr * self.m[k]/(np.sqrt(self.v[k]) + self.epsilon)
