# verdict: wrong_answer
# optimizer: momentum
# conventions: learning-rate-outside-velocity
# faults: stale-moment, complement-twice
# cause: averages with 1-mu, multiplies the step by 1-mu again and steps with the old velocity
import numpy as np

def sgd_momentum(param, gparam, config=None):
    if config is None: config = {}
    mom = config.get('momentum', 0.9)
    gparam_mom = config.get('gparam_mom', np.zeros_like(param))
    stepped_param = param - (1. - mom) * config.get('learning_rate', 1e-2) * gparam_mom
    config['gparam_mom'] = mom * gparam_mom + (1. - mom) * gparam
    return stepped_param, config
