/* global document */
// One slider a figure: it moves the rings along their lines and says the numbers of its step. The numbers are read from
// the figure's own table and lines, so that the page holds them once.

for (const figure of document.querySelectorAll('.plot')) {
  const stepper = figure.querySelector('.stepper');
  const slider = figure.querySelector('input');
  const output = figure.querySelector('output');
  const rows = figure.querySelector('tbody').rows;
  const rings = [...figure.querySelectorAll('.ring')].map((ring) => {
    const line = ring.parentNode.querySelector(ring.matches('.yours') ? '.line.yours' : '.line.reference');
    return { ring, line };
  });

  const words = (step) => {
    const [, x, y, f, size, rx, ry, rf, rsize] = [...rows[step].cells].map((cell) => cell.textContent);
    const one = (name, a, b, loss, length) =>
      `${name} (${a}, ${b}), f ${loss}${step === 0 ? '' : `, |Δw| ${length}`}`;
    return `${step} of ${slider.max}: ${one('yours', x, y, f, size)}; ${one('reference', rx, ry, rf, rsize)}`;
  };

  const show = () => {
    const step = slider.valueAsNumber;
    for (const { ring, line } of rings) {
      const index = step - Number(line.dataset.first);
      const isDrawn = index >= 0 && index < line.points.numberOfItems;
      ring.setAttribute('display', isDrawn ? 'inline' : 'none');
      if (!isDrawn) continue;
      const { x, y } = line.points.getItem(index);
      ring.setAttribute('x', x);
      ring.setAttribute('y', y);
    }
    for (const row of rows) row.removeAttribute('aria-current');
    rows[step].setAttribute('aria-current', 'step');
    output.textContent = words(step);
    slider.setAttribute('aria-valuetext', output.textContent);
  };
  const move = (by) => {
    slider.value = String(slider.valueAsNumber + by);
    show();
  };

  slider.addEventListener('input', show);
  slider.addEventListener('keydown', (event) => {
    const jump = { PageUp: 10, PageDown: -10 }[event.key];
    if (jump === undefined) return;
    event.preventDefault();
    move(jump);
  });
  for (const button of stepper.querySelectorAll('button')) {
    button.addEventListener('click', () => move(Number(button.dataset.move)));
  }
  stepper.hidden = false;
  show();
}
