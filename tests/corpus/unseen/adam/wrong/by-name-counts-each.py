# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-shared
# cause: The step counter is raised inside the loop over parameters, so with several parameters t grows too fast and differs from one to the next. With one parameter only it is right.
import numpy as np


class Adam:
    """optimizer for a dict of parameters, e.g. {'W1': ..., 'b1': ...}"""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.iter = 0
        self.m = None
        self.v = None

    def update(self, params, grads):
        if self.m is None:
            self.m = {k: np.zeros_like(p) for k, p in params.items()}
            self.v = {k: np.zeros_like(p) for k, p in params.items()}

        for key in params.keys():
            self.iter += 1
            self.m[key] = self.beta1 * self.m[key] + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v[key] + (1 - self.beta2) * grads[key] ** 2
            mh = self.m[key] / (1 - self.beta1 ** self.iter)
            vh = self.v[key] / (1 - self.beta2 ** self.iter)
            params[key] -= self.lr * mh / (np.sqrt(vh) + self.eps)
        return params
