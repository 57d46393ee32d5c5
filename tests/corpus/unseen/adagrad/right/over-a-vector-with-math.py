# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
from math import sqrt

def adagrad(w, dw, config=None):
    config = config if config is not None else {}
    taux = config.get('learning_rate', 0.01)
    petit = config.get('epsilon', 1e-8)
    somme = config.setdefault('cache', [0.0 for _ in w])
    resultat = w.copy()
    for i, g in enumerate(dw):
        somme[i] += g ** 2
        resultat[i] -= taux * g / (sqrt(somme[i]) + petit)
    return resultat, config
