# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-first-bias-correction, no-second-bias-correction
# cause: neither moment is bias-corrected
import numpy as np

def adam(x, dx, config=None):
    config = {} if config is None else config
    moment1 = config.get('moment1', 0)
    moment2 = config.get('moment2', 0)
    moment1 = config.get('beta1', 0.9) * moment1 + (1 - config.get('beta1', 0.9)) * dx
    moment2 = config.get('beta2', 0.999) * moment2 + (1 - config.get('beta2', 0.999)) * dx * dx
    x = x - config.get('learning_rate', 1e-3) * moment1 / (np.sqrt(moment2) + config.get('epsilon', 1e-8))
    config['moment1'] = moment1
    config['moment2'] = moment2
    return x, config
