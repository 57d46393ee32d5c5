# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-for-moment
# cause: step uses dw where m_hat belongs
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3); config.setdefault('beta1', 0.9); config.setdefault('beta2', 0.999); config.setdefault('epsilon', 1e-8)
    t = config.get('t', 0) + 1
    m = config['beta1'] * config.get('m', np.zeros_like(w)) + (1 - config['beta1']) * dw
    v = config['beta2'] * config.get('v', np.zeros_like(w)) + (1 - config['beta2']) * dw**2
    mhat = m / (1 - config['beta1']**t)
    vhat = v / (1 - config['beta2']**t)
    w = w - config['learning_rate'] * dw / (np.sqrt(vhat) + config['epsilon'])
    config['m'], config['v'], config['t'] = m, v, t
    return w, config
