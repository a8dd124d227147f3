// How far the providers' clocks are off: the age of signed timestamps when they arrive.

import { get } from '/dashboard/api.js';
import { el, facts } from '/dashboard/dom.js';
import { histogram } from '/dashboard/charts.js';
import { count, duration, sum } from '/dashboard/text.js';

function names(ends) {
  const word = seconds => seconds < 0 ? `${duration(-seconds)} ahead` : duration(seconds);
  return [...ends.map((end, i) => i === 0 ? `more than ${word(end)}` : end <= 0 ? `${duration(-ends[i - 1])} to ${duration(-end)} ahead` : `${word(ends[i - 1])} to ${word(end)} old`),
    `more than ${word(ends[ends.length - 1])} old`];
}

function median(counts) {
  let rest = sum(counts) / 2;
  return counts.findIndex(value => (rest -= value) <= 0);
}

export async function clocks(_, page) {
  const place = el('div');

  async function ask() {
    const list = await get('routes?limit=500', page.signal);
    const providers = new Map();
    for (const route of list.routes.filter(one => one.skew.length > 0)) {
      const name = route.facts.provider ?? `route ${route.facts.route}`;
      const known = providers.get(name) ?? { counts: route.skew.map(() => 0), routes: [] };
      providers.set(name, { counts: known.counts.map((value, i) => value + route.skew[i]), routes: [...known.routes, route.facts.route] });
    }
    const steps = names(list.skewEnds);
    place.replaceChildren(providers.size === 0
      ? el('p', { class: 'card' }, 'No signed timestamp has arrived in the last half hour.')
      : el('ul', { class: 'grid' }, [...providers].sort().map(([name, { counts, routes }]) => el('li', { class: 'card' },
        el('div', { class: 'head' }, el('h2', null, name)),
        facts([['Timestamps', count(sum(counts))], ['Half of them', `up to: ${steps[median(counts)]}`], ['Routes', routes.slice(0, 10).join(', ')]]),
        histogram(steps, counts)))));
  }

  await ask();
  page.every(10000, ask);
  return el('div', null,
    el('h1', null, 'Clocks'),
    el('p', { class: 'soft' }, 'How old signed timestamps were when they arrived, of proven webhooks of the last half hour to hour. Many that are ahead: a clock is wrong, the provider\'s or this machine\'s. Many that are old: retries, or a slow way.'),
    place);
}
