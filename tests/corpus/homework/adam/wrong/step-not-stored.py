# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-not-counted
# cause: raises a local copy of the step
import numpy as np


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.params = list(params)
        self.lr, self.betas, self.eps = lr, betas, eps
        self.state = [{"step": 0, "avg": np.zeros_like(p), "sq_avg": np.zeros_like(p)} for p in self.params]

    def step(self, grads):
        b1, b2 = self.betas
        for p, g, state in zip(self.params, grads, self.state):
            step, avg, sq_avg = state["step"], state["avg"], state["sq_avg"]
            step += 1
            avg *= b1
            avg += (1 - b1) * g
            sq_avg *= b2
            sq_avg += (1 - b2) * g**2
            p -= self.lr * (avg / (1 - b1**step)) / (np.sqrt(sq_avg / (1 - b2**step)) + self.eps)
