# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
def sgd(w, dw, config = None):
  if not config:
    config = {'learning_rate': 1e-2}
  try:
    alpha = config['learning_rate']
  except KeyError:
    alpha = config['learning_rate'] = 1e-2
  delta = alpha*dw
  next_w = w
  next_w = next_w - delta ; return (next_w, config)
