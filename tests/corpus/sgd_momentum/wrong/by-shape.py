# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: state-shared
import numpy as np
from collections import defaultdict

# layers have different shapes so this keeps them apart
BUFFERS = defaultdict(lambda: 0.0)

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    key = np.shape(w)
    BUFFERS[key] = config.get('momentum', 0.9) * BUFFERS[key] + dw
    return w - config.get('learning_rate', 1e-2) * BUFFERS[key], config
