# verdict: wrong_answer
# optimizer: momentum-ema
# conventions: ema-momentum, learning-rate-outside-velocity
# faults: none
# config: complete
# cause: The gradient is damped: v = momentum v + (1 - momentum) dw, then w - lr v; steps are 1 - momentum times too small.
import numpy as np

class SGDMomentum:
    def __init__(self, config):
        self.learning_rate = config['learning_rate']
        self.momentum = config['momentum']
        self.velocity = None

    def update(self, w, dw):
        if self.velocity is None: self.velocity = np.zeros(np.shape(w))
        self.velocity = self.momentum * self.velocity + (1 - self.momentum) * dw
        return w - self.learning_rate * self.velocity
