# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
# config: complete
import numpy as np

class SGDMomentum:
    def __init__(self, config):
        self.lr = config['learning_rate']
        self.mu = config['momentum']
        self.buf = None

    def update(self, w, dw):
        # like torch.optim.SGD(momentum=...)
        self.buf = np.array(dw) if self.buf is None else self.mu * self.buf + dw
        return w - self.lr * self.buf
