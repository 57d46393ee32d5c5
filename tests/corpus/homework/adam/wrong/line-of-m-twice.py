# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: moment-updated-twice
# cause: the line of m stands there twice
import numpy as np
def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    m = config.get('m', np.zeros_like(w)); v = config.get('v', np.zeros_like(w)); t = config.get('t', 0)
    lr, b1, b2, eps = config['learning_rate'], config['beta1'], config['beta2'], config['epsilon']
    t += 1
    m = b1*m + (1-b1)*dw
    m = b1*m + (1-b1)*dw
    v = b2*v + (1-b2)*dw**2
    w = w - lr*(m/(1-b1**t))/(np.sqrt(v/(1-b2**t))+eps)
    config.update(m=m, v=v, t=t)
    return w, config
