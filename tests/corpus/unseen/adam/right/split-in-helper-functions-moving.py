# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def moving_avg(old, new, beta):
    return beta * old + (1 - beta) * new

def unbias(avg, beta, t):
    return avg / (1 - beta ** t)

def adam(w, dw, config=None):
    config = config if config is not None else dict()
    for name, value in [('learning_rate', 1e-3), ('beta1', 0.9), ('beta2', 0.999),
                        ('epsilon', 1e-8), ('t', 0)]:
        config.setdefault(name, value)
    for name in 'mv':
        config.setdefault(name, np.zeros_like(w))

    config['t'] += 1
    config['m'] = moving_avg(config['m'], dw, config['beta1'])
    config['v'] = moving_avg(config['v'], dw ** 2, config['beta2'])
    top = unbias(config['m'], config['beta1'], config['t'])
    bottom = np.sqrt(unbias(config['v'], config['beta2'], config['t'])) + config['epsilon']
    return w - config['learning_rate'] * top / bottom, config
