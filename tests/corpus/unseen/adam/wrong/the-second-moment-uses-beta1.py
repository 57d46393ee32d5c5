# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: other-decay
# cause: The second moment uses beta1 instead of beta2 (copy and paste from the line of m), both in the average and in its correction; beta2 is not used.
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

    # update t before using it
    config['t'] += 1

    config['m'] = config['beta1'] * config['m'] + (1 - config['beta1']) * dw
    m_t = config['m'] / (1 - config['beta1'] ** config['t'])

    config['v'] = config['beta1'] * config['v'] + (1 - config['beta1']) * dw ** 2
    v_t = config['v'] / (1 - config['beta1'] ** config['t'])

    next_w = w - config['learning_rate'] * m_t / (np.sqrt(v_t) + config['epsilon'])
    return next_w, config
