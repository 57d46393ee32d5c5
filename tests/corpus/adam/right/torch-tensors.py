# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import torch


def adam(w, dw, config=None):
    config = {} if config is None else config
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    config["t"] = config.get("t", 0) + 1
    m = config.setdefault("m", torch.zeros_like(w))
    v = config.setdefault("v", torch.zeros_like(w))
    m.mul_(beta1).add_(dw, alpha=1 - beta1)
    v.mul_(beta2).addcmul_(dw, dw, value=1 - beta2)
    m_hat = m / (1 - beta1 ** config["t"])
    v_hat = v / (1 - beta2 ** config["t"])
    return w.addcdiv(m_hat, v_hat.sqrt() + config.get("epsilon", 1e-8), value=-config.get("learning_rate", 1e-3)), config
