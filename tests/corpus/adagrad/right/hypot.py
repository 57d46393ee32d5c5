# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

# keep the root of the sum, not the sum: sqrt(c^2 + g^2) = hypot(c, g)
def adagrad(w, dw, config=None):
    config = config if config is not None else {}
    norm = np.hypot(config.get('norm', np.zeros_like(w)), dw)
    config['norm'] = norm
    lr = config.get('learning_rate', 1e-2)
    return w - lr * (dw / (norm + config.get('epsilon', 1e-8))), config
