# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: reads-other-key
# cause: reads lr and eps, not learning_rate and epsilon: the config's values are ignored
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.get('lr', 1e-3)
    eps = config.get('eps', 1e-8)
    b1, b2 = config.get('beta1', 0.9), config.get('beta2', 0.999)
    s = config.setdefault('state', dict(step=0, exp_avg=np.zeros_like(w), exp_avg_sq=np.zeros_like(w)))
    s['step'] += 1
    s['exp_avg'] = s['exp_avg'] * b1 + dw * (1 - b1)
    s['exp_avg_sq'] = s['exp_avg_sq'] * b2 + dw * dw * (1 - b2)
    denom = np.sqrt(s['exp_avg_sq'] / (1 - b2 ** s['step'])) + eps
    return w - lr / (1 - b1 ** s['step']) * s['exp_avg'] / denom, config
