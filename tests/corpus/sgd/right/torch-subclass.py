# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import torch
from torch.optim import Optimizer


class SGD(Optimizer):
    def __init__(self, params, lr=1e-2):
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        super().__init__(params, dict(lr=lr))

    @torch.no_grad()
    def step(self, grads):
        i = 0
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(grads[i], alpha=-group["lr"])
                i += 1
