# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np
def adam(w, dw, config=None):
    # everything multiplied by sqrt(1 - b2^t): epsilon too, so nothing changes
    config = config if config is not None else {}
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    config['t'] = t = config.get('t', 0) + 1
    config['m'] = m = config.get('m', 0) * b1 + dw - b1 * dw
    config['v'] = v = config.get('v', 0) * b2 + dw ** 2 - b2 * dw ** 2
    r = (1 - b2 ** t) ** 0.5
    return w - config.get('learning_rate', 1e-3) * r / (1 - b1 ** t) * m / (v ** 0.5 + config.get('epsilon', 1e-8) * r), config
