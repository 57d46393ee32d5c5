# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np
def adam(w, dw, config=None):
    # no (1 - beta) in the sums: it is in the correction, so this is not a mistake
    c = config or {}
    b1, b2 = c.get('beta1', .9), c.get('beta2', .999)
    c['t'] = c.get('t', 0) + 1
    c['M'] = b1 * c.get('M', 0.) + dw
    c['V'] = b2 * c.get('V', 0.) + dw * dw
    mhat = c['M'] * (1 - b1) / (1 - b1 ** c['t'])
    vhat = c['V'] * (1 - b2) / (1 - b2 ** c['t'])
    return w - c.get('learning_rate', 1e-3) * mhat / (vhat ** .5 + c.get('epsilon', 1e-8)), c
