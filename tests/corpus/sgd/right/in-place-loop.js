// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
function sgd(w, dw, config = {}) {
  if (config === null) config = {}
  if (!('learning_rate' in config)) config.learning_rate = 0.01
  var lr = config.learning_rate
  if (typeof w == 'number') return [w - lr * dw, config]
  for (var i = 0; i < w.length; i++) {
    if (typeof w[i] == 'number') { w[i] -= lr * dw[i] }
    else {
      for (var j = 0; j < w[i].length; j++) w[i][j] -= lr * dw[i][j]
    }
  }
  return [w, config]
}

export { sgd }
