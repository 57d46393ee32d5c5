# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: missing-root, no-second-bias-correction
import numpy as np
def adam(w, dw, config=None):
    config = config or {}
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    config['t'] = config.get('t', 0) + 1
    config['m'] = config.get('m', 0) * b1 + dw * (1 - b1)
    config['v'] = config.get('v', 0) * b2 + dw * dw * (1 - b2)
    return w - config.get('learning_rate', 1e-3) * config['m'] / (1 - b1 ** config['t']) / (config['v'] + config.get('epsilon', 1e-8)), config
