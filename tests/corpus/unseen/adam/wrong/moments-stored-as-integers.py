# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-in-whole-numbers
# cause: both moments are stored with astype(int)
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.get("learning_rate", 1e-3); b1 = config.get("beta1", 0.9); b2 = config.get("beta2", 0.999); eps = config.get("epsilon", 1e-8)
    m = config.get("m", np.zeros_like(w)); v = config.get("v", np.zeros_like(w)); t = config.get("t", 0)
    t = t + 1
    m = b1*m + (1-b1)*dw
    v = b2*v + (1-b2)*dw**2
    mh = m/(1-b1**t)
    vh = v/(1-b2**t)
    step = lr*mh/(np.sqrt(vh)+eps)
    config['m'], config['v'], config['t'] = m.astype(int), v.astype(int), t
    return w - step, config
