# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import math
import numpy as np


class Optimizer:
    def __init__(self, params, defaults):
        self.param_groups = [dict(defaults, params=list(params))]
        self.state = {}


class Adam(Optimizer):
    """After torch/optim/adam.py, single tensor, capturable=False."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps))

    def step(self, grads):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for i, (p, grad) in enumerate(zip(group["params"], grads)):
                state = self.state.setdefault(i, {})
                if len(state) == 0:
                    state["step"] = 0
                    state["exp_avg"] = np.zeros_like(p)
                    state["exp_avg_sq"] = np.zeros_like(p)
                state["step"] += 1
                exp_avg, exp_avg_sq = state["exp_avg"], state["exp_avg_sq"]
                exp_avg += (grad - exp_avg) * (1 - beta1)
                exp_avg_sq *= beta2
                exp_avg_sq += (1 - beta2) * grad * grad
                bias_correction1 = 1 - beta1 ** state["step"]
                bias_correction2 = 1 - beta2 ** state["step"]
                step_size = group["lr"] / bias_correction1
                denom = np.sqrt(exp_avg_sq) / math.sqrt(bias_correction2) + group["eps"]
                p -= step_size * exp_avg / denom
