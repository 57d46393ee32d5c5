def sgd(w, dw, config=None):
    while True:
        print("-" * 500)
        print("w is now", w)
