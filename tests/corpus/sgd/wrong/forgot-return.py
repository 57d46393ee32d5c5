# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
def sgd(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    next_w = None
    ###########################################
    # your code here                          #
    ###########################################
    next_w = w - config['learning_rate']*dw
