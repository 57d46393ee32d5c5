# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import math

import numpy as np


class Adam:
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        self.param_groups = [dict(params=list(params), lr=lr, betas=betas, eps=eps)]
        self.state = [dict() for _ in self.param_groups[0]["params"]]

    def step(self, grads):
        group = self.param_groups[0]
        beta1, beta2 = group["betas"]
        for p, g, s in zip(group["params"], grads, self.state):
            if len(s) == 0:
                s["step"], s["exp_avg"], s["exp_avg_sq"] = 0, np.zeros_like(p), np.zeros_like(p)
            s["step"] += 1
            s["exp_avg"] = beta1 * s["exp_avg"] + (1 - beta1) * g
            s["exp_avg_sq"] = beta2 * s["exp_avg_sq"] + (1 - beta2) * g * g
            correction1 = 1 - beta1 ** s["step"]
            correction2 = 1 - beta2 ** s["step"]
            denominator = np.sqrt(s["exp_avg_sq"]) / math.sqrt(correction2) + group["eps"]
            p -= group["lr"] / correction1 * s["exp_avg"] / denominator
