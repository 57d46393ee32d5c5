# verdict: wrong_answer
# optimizer: nesterov
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
def sgd_momentum(w, dw, config=None, nesterov=True):
    config = {} if config is None else config
    momentum = config.get("momentum", 0.9)
    buf = config.get("buf")
    buf = dw if buf is None else momentum * buf + dw
    config["buf"] = buf
    if nesterov:
        d_p = dw + momentum * buf
    else:
        d_p = buf
    return w - config.get("learning_rate", 1e-2) * d_p, config
