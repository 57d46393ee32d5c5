# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-multiplied
# cause: The bias correction multiplies beta by t instead of raising it to the power t: 1 - beta1*t, 1 - beta2*t; from the second step on the corrections are negative and the root is NaN.
import numpy as np

def adam(x, dx, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(x))
    config.setdefault('v', np.zeros_like(x))
    config.setdefault('t', 0)

    t = config['t'] + 1
    m = config['beta1']*config['m'] + (1 - config['beta1'])*dx
    v = config['beta2']*config['v'] + (1 - config['beta2'])*dx*dx
    m_hat = m/(1 - config['beta1']*t)
    v_hat = v/(1 - config['beta2']*t)
    next_x = x - config['learning_rate']*m_hat/(np.sqrt(v_hat) + config['epsilon'])
    config['m'] = m
    config['v'] = v
    config['t'] = t
    return next_x, config
