# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-multiplied
# cause: 1 - beta*t where 1 - beta**t belongs
import numpy as np

class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.variables = list(params)
        self.learning_rate, self.epsilon = lr, eps
        self.beta1, self.beta2 = betas
        self.time = 0
        self.momentum = [np.zeros_like(p) for p in params]
        self.speed = [np.zeros_like(p) for p in params]

    def step(self, grads):
        self.time += 1
        for i in range(len(self.variables)):
            self.momentum[i] = self.beta1 * self.momentum[i] + (1 - self.beta1) * grads[i]
            self.speed[i] = self.beta2 * self.speed[i] + (1 - self.beta2) * grads[i] ** 2
            mc = self.momentum[i] / (1 - self.beta1 * self.time)
            sc = self.speed[i] / (1 - self.beta2 * self.time)
            self.variables[i] -= self.learning_rate * mc / (np.sqrt(sc) + self.epsilon)
