# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np
sgd = lambda w, dw, config=None: (np.subtract(w, (config or {}).get("learning_rate", 1e-2) * np.asarray(dw)), config or {})
