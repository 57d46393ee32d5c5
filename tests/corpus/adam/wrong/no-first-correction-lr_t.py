# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-hat
# faults: no-first-bias-correction
import numpy as np
def adam(w, dw, config=None):
    config = config or {}
    b1, b2 = config.get('beta1', .9), config.get('beta2', .999)
    t = config['t'] = config.get('t', 0) + 1
    m = config['m'] = b1*config.get('m', 0) + (1-b1)*dw
    v = config['v'] = b2*config.get('v', 0) + (1-b2)*dw*dw
    lr_t = config.get('learning_rate', 1e-3)*np.sqrt(1-b2**t)
    return w - lr_t*m/(np.sqrt(v)+config.get('epsilon', 1e-8)), config
