# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-off-by-one
# cause: t starts at 1 and is raised before it is used, so the first correction is with t = 2 and all later ones are one step ahead (only from the default t; with a given t it is right).
import numpy as np

def adam(x, dx, config=None):
    """adam for 1d/2d params"""
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(x))
    config.setdefault('v', np.zeros_like(x))
    config.setdefault('t', 1)

    config['t'] += 1
    config['m'] = config['beta1']*config['m'] + (1-config['beta1'])*dx
    config['v'] = config['beta2']*config['v'] + (1-config['beta2'])*dx**2
    mb = config['m']/(1-config['beta1']**config['t'])
    vb = config['v']/(1-config['beta2']**config['t'])
    next_x = x - config['learning_rate']*mb/(np.sqrt(vb)+config['epsilon'])

    return next_x, config
