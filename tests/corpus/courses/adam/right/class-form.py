# verdict: accepted
# optimizer: adam
# conventions: none
# faults: none
import numpy as np

class Adam:
    def __init__(self):
        self.first = 0
        self.second = 0
        self.count = 0

    def update(self, w, g, c):
        self.count += 1
        self.first = c['beta1'] * self.first + (1 - c['beta1']) * g
        self.second = c['beta2'] * self.second + (1 - c['beta2']) * np.square(g)
        mhat = self.first / (1 - c['beta1'] ** self.count)
        vhat = self.second / (1 - c['beta2'] ** self.count)
        return w - c['learning_rate'] * mhat / (np.sqrt(vhat) + c['epsilon'])

def adam(w, dw, config=None):
    config = {} if config is None else config
    for key, value in dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8).items():
        config.setdefault(key, value)
    if 'worker' not in config: config['worker'] = Adam()
    return config['worker'].update(w, dw, config), config
