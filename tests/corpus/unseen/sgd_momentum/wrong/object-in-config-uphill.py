# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: ascent, hyperparameter-fixed
# cause: Wrong sign: x moves along +velocity where velocity sums the gradients, so it goes uphill.
import numpy as np

class Momentum:
    # lecture slide:  v = rho*v + dx ;  x += lr*v
    def __init__(self, lr=0.01, rho=0.9):
        self.lr = lr
        self.rho = rho
        self.vx = None

    def __call__(self, x, dx):
        self.vx = np.zeros_like(x) if self.vx is None else self.vx
        self.vx = self.rho * self.vx + dx
        x = x + self.lr * self.vx
        return x

def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    if 'o' not in config:
        config['o'] = Momentum(config.get('learning_rate', 0.01), config.get('momentum', 0.9))
    return config['o'](w, dw), config
