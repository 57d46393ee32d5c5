# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: gradient-not-squared
# cause: v averages the gradient itself, not its square (NaN under the root)
import numpy as np

def adam(b, db, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    m_db = config.get("m_db", np.zeros_like(b))
    v_db = config.get("v_db", np.zeros_like(b))
    t = config.get("t", 1)
    m_db = config["beta1"]*m_db + (1-config["beta1"])*db
    v_db = config["beta2"]*v_db + (1-config["beta2"])*(db)
    m_db_corr = m_db/(1-config["beta1"]**t)
    v_db_corr = v_db/(1-config["beta2"]**t)
    b = b - config["learning_rate"]*(m_db_corr/(np.sqrt(v_db_corr)+config["epsilon"]))
    config["m_db"] = m_db
    config["v_db"] = v_db
    config["t"] = t + 1
    return b, config
