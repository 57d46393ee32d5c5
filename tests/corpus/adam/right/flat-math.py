# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import math
import numpy as np

def adam(w, dw, config=None):
    config = dict(config or {})
    lr = config.get('learning_rate', 1e-3); eps = config.get('epsilon', 1e-8)
    b1 = config.get('beta1', 0.9);  b2 = config.get('beta2', 0.999)
    ws = np.asarray(w, float).reshape(-1).tolist()
    gs = np.asarray(dw, float).reshape(-1).tolist()
    n = len(ws)
    m = config.get('m', [0.0] * n)
    v = config.get('v', [0.0] * n)
    t = config.get('t', 0) + 1
    for i in range(n):
        m[i] = b1 * m[i] + (1 - b1) * gs[i]
        v[i] = b2 * v[i] + (1 - b2) * math.pow(gs[i], 2)
        mh = m[i] / (1 - math.pow(b1, t))
        vh = v[i] / (1 - math.pow(b2, t))
        ws[i] = ws[i] - lr * mh / (math.sqrt(vh) + eps)
    config['m'], config['v'], config['t'] = m, v, t
    return np.array(ws).reshape(np.asarray(w).shape), config
