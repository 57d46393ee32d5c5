# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-hat
# faults: missing-decay-complement
import numpy as np

class State:
    def __init__(self, shape):
        self.m = np.zeros(shape); self.v = np.zeros(shape); self.t = 0

def adam(w, dw, config=None):
    if config is None: config = {}
    s = config.get('state')
    if s is None: s = config['state'] = State(np.shape(w))
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    s.t += 1
    s.m = b1 * s.m + (1 - b1) * dw
    s.v = b2 * s.v + dw * dw
    a = config.get('learning_rate', 1e-3) * np.sqrt(1 - b2 ** s.t) / (1 - b1 ** s.t)
    return w - a * s.m / (np.sqrt(s.v) + config.get('epsilon', 1e-8)), config
