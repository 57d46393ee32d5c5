# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-inside-root
# faults: no-first-bias-correction, no-second-bias-correction
import numpy as np
def adam(w, dw, config=None):
    config = dict(config or {})
    m, v = config.get('mv', (0.0, 0.0))
    m += (1 - config.get('beta1', 0.9)) * (dw - m)
    v += (1 - config.get('beta2', 0.999)) * (dw * dw - v)
    config['mv'] = (m, v)
    return w - config.get('learning_rate', 1e-3) * m * (v + config.get('epsilon', 1e-8)) ** -0.5, config
