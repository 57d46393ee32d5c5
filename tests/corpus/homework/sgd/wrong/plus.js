// verdict: wrong_answer
// optimizer: sgd
// conventions: none
// faults: ascent
// cause: climbs
export const sgd = (w, dw, config = {}) => [w.map((x, i) => x + (config.learning_rate ?? 1e-2) * dw[i]), config];
