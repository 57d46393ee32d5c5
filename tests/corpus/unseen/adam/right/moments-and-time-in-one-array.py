# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    """t counted in array"""
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-3); b1 = config.get("beta1", .9); b2 = config.get("beta2", .999); eps = config.get("epsilon", 1e-8)
    mvt = config.get("mvt", np.zeros((3,)+np.shape(w)))
    m, v, t = mvt
    mvt = np.stack([b1*m+(1-b1)*dw, b2*v+(1-b2)*dw**2, t+1])
    config["mvt"] = mvt
    m, v, t = mvt
    return w - lr*(m/(1-b1**t))/(np.sqrt(v/(1-b2**t))+eps), config
