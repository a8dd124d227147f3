// Small charts. Each says in words what it shows.

import { el, svg } from '/dashboard/dom.js';
import { count, sum } from '/dashboard/text.js';

const width = 240;
const height = 56;

/** The last hour, a bar a minute: passed, refused and failed upon each other. */
export function minutes(passed, refused, failed) {
  const size = passed.length || 60;
  const top = Math.max(1, ...passed.map((value, i) => value + refused[i] + failed[i]));
  const step = width / size;
  const bars = [svg('rect', { class: 'base', x: 0, y: height - 1, width, height: 1 })];
  for (let i = 0; i < passed.length; i++) {
    let y = height - 1;
    for (const [kind, value] of [['passed', passed[i]], ['refused', refused[i]], ['failed', failed[i]]]) {
      if (value === 0) continue;
      const tall = Math.max(1.5, value / top * (height - 4));
      y -= tall;
      bars.push(svg('rect', { class: kind, x: (i * step).toFixed(2), y: y.toFixed(2), width: (step * 0.8).toFixed(2), height: tall.toFixed(2) }));
    }
  }
  const label = `Last hour: ${count(sum(passed))} passed, ${count(sum(refused))} refused, ${count(sum(failed))} failed; at most ${count(top)} in a minute.`;
  return svg('svg', { class: 'bars', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, bars);
}

export function legend() {
  return el('ul', { class: 'legend' }, ['passed', 'refused', 'failed'].map(kind => el('li', null,
    svg('svg', { class: 'bars', viewBox: '0 0 1 1', 'aria-hidden': 'true' }, svg('rect', { class: kind, width: 1, height: 1 })), kind)));
}

/** Steps with how many fell into each: a line for each that has any. */
export function histogram(names, counts) {
  const top = Math.max(1, ...counts);
  return el('div', { class: 'histogram' }, names.map((name, i) => counts[i] === 0 ? null : [
    el('span', null, name),
    svg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { class: 'plain', width: Math.max(1, 100 * counts[i] / top), height: 10, rx: 1 })),
    el('span', null, count(counts[i]))]));
}
