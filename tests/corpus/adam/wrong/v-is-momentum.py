# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: swapped-betas
import numpy as np
# I call the velocity v and the squares s, so beta2 belongs to v ... right?
def adam(w, dw, config=None):
    config = config or {}
    v, s, t = config.get('v', 0.), config.get('s', 0.), config.get('t', 0) + 1
    bs, bv = config.get('beta1', 0.9), config.get('beta2', 0.999)
    v = bv * v + (1 - bv) * dw
    s = bs * s + (1 - bs) * dw ** 2
    config['v'] = v; config['s'] = s; config['t'] = t
    vc = v / (1 - bv ** t); sc = s / (1 - bs ** t)
    return w - config.get('learning_rate', 0.001) * vc / (np.sqrt(sc) + config.get('epsilon', 1e-8)), config
