# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: correction-folded-amiss
# cause: bias correction applied twice: in the moments and again in the step size
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3); config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999); config.setdefault('epsilon', 1e-8)
    acc = config.setdefault('acc', {'fm': np.zeros_like(w), 'sm': np.zeros_like(w), 't': 0})
    b1, b2 = config['beta1'], config['beta2']
    acc['t'] += 1
    acc['fm'] = b1 * acc['fm'] + (1 - b1) * dw
    acc['sm'] = b2 * acc['sm'] + (1 - b2) * dw ** 2
    fm = acc['fm'] / (1 - b1 ** acc['t'])
    sm = acc['sm'] / (1 - b2 ** acc['t'])
    stepsize = config['learning_rate'] * np.sqrt(1 - b2 ** acc['t']) / (1 - b1 ** acc['t'])
    return w - stepsize * fm / (np.sqrt(sm) + config['epsilon']), config
