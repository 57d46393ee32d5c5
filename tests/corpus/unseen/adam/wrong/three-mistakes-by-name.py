# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: other-decay, correction-folded-amiss, wrong-default
# cause: Three mistakes: the default of beta2 is 0.99 instead of 0.999; the corrected learning rate lacks the square root of 1 - beta2**t; the first moment is averaged with beta2 instead of beta1.
# coding: utf-8
import numpy as np


class Adam:

    """Adam"""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.99, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.iter = 0
        self.m = None
        self.v = None

    def update(self, params, grads):
        # 初回だけ 0 で初期化
        if self.m is None:
            self.m, self.v = {}, {}
            for key, val in params.items():
                self.m[key] = np.zeros_like(val)
                self.v[key] = np.zeros_like(val)

        self.iter += 1
        # 学習率の補正
        lr_t = self.lr * (1.0 - self.beta2**self.iter) / (1.0 - self.beta1**self.iter)

        for key in params.keys():
            self.m[key] += (1 - self.beta2) * (grads[key] - self.m[key])
            self.v[key] += (1 - self.beta2) * (grads[key]**2 - self.v[key])
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + self.eps)
