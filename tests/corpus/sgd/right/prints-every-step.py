# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import math
import random
import numpy as np
import copy

learning_rate = 0.01

def sgd(w, dw, config=None):
    if config == None:
        config = {'learning_rate': learning_rate}
    if not 'learning_rate' in config.keys():
        config['learning_rate'] = learning_rate
    new_w = copy.deepcopy(w)
    print("old w", w)
    step = config['learning_rate'] * dw
    new_w = new_w - step
    print("new w", new_w)
    return new_w, config
