# verdict: wrong_answer
# optimizer: nadam-overview
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)
    lr, b1, b2, eps = config['learning_rate'], config['beta1'], config['beta2'], config['epsilon']
    config['t'] += 1
    t = config['t']
    config['m'] = b1*config['m'] + (1-b1)*dw
    config['v'] = b2*config['v'] + (1-b2)*dw**2
    mh = config['m']/(1-b1**t); vh = config['v']/(1-b2**t)
    return w - lr*(b1*mh + (1-b1)*dw/(1-b1**t))/(np.sqrt(vh)+eps), config
