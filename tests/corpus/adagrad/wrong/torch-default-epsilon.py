# verdict: partially_accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: wrong-default
import torch


class Adagrad(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-2, eps=1e-10):
        super().__init__(params, dict(lr=lr, eps=eps))

    @torch.no_grad()
    def step(self, grads):
        i = 0
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if "sum" not in state:
                    state["sum"] = torch.zeros_like(p)
                state["sum"].addcmul_(grads[i], grads[i])
                p.addcdiv_(grads[i], state["sum"].sqrt() + group["eps"], value=-group["lr"])
                i += 1
