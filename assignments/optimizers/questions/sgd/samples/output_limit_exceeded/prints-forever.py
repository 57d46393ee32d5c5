def sgd(w, dw, config=None):
    while True:
        print("w is now", w)
