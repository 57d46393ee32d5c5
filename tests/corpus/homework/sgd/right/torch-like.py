# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
class SGD:
    def __init__(self, params, lr=0.01):
        self.param_groups = [{"params": list(params), "lr": lr}]

    def step(self, grads):
        for group in self.param_groups:
            for p, g in zip(group["params"], grads):
                p -= group["lr"] * g
