# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-decay-complement, no-second-bias-correction
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    t = config.get('t', 0) + 1
    m = b1 * config.get('m', np.zeros_like(w)) + dw
    v = b2 * config.get('v', np.zeros_like(w)) + (1 - b2) * dw * dw
    config['m'], config['v'], config['t'] = m, v, t
    step = config.get('learning_rate', 1e-3) / (1 - b1 ** t) * m
    return w - step / (v ** 0.5 + config.get('epsilon', 1e-8)), config
