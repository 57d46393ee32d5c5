# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

from concurrent.futures import ThreadPoolExecutor
def adam(w, dw, config=None):
    config = {} if config is None else config
    b1, b2 = config.get("beta1", .9), config.get("beta2", .999)
    lr, eps = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    t = config["t"] = config.get("t", 0) + 1
    with ThreadPoolExecutor(2) as ex:
        a = ex.submit(lambda: b1*config.get("m", 0) + (1-b1)*dw)
        b = ex.submit(lambda: b2*config.get("v", 0) + (1-b2)*dw**2)
        m, v = config["m"], config["v"] = a.result(), b.result()
    return w - lr*(m/(1-b1**t))/(np.sqrt(v/(1-b2**t))+eps), config
