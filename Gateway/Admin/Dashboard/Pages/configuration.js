// What is in force, and what is wrong with the file.

import { get, query } from '/dashboard/api.js';
import { badge, choice, el, facts, field } from '/dashboard/dom.js';
import { ago, count } from '/dashboard/text.js';

const lines = (title, texts, kind) => texts.length === 0 ? null
  : el('section', { class: 'card' }, el('div', { class: 'head' }, el('h2', null, title), badge(count(texts.length), kind)),
    el('ul', { class: 'problems' }, texts.map(text => el('li', null, text))));

/** A route's section. */
export const configurationLink = route => `#/configuration${query({ route })}`;

export async function configuration(named, page) {
  const now = await get('configuration', page.signal);
  const place = el('div');
  const name = choice('route', now.routes.map(route => [route, route]), named || page.asked.get('route') || now.routes[0]);

  async function showRoute() {
    page.remember({ route: name.value });
    const section = await get(`configuration/route${query({ name: name.value })}`, page.signal);
    place.replaceChildren(el('pre', { tabindex: '0', 'aria-label': `Verification of ${name.value}` }, JSON.stringify(section, null, 2)));
  }

  if (now.routes.length > 0) await showRoute();
  return el('div', null,
    el('h1', null, 'Configuration'),
    el('section', { class: 'card' },
      el('div', { class: 'head' }, badge(now.isCurrent ? 'in force' : 'the file is not in force', now.isCurrent ? 'passed' : 'failed')),
      facts([
        ['File', el('span', { class: 'mono' }, now.file)],
        ['In force since', now.appliedAt ? ago(now.appliedAt) : null],
        ['Routes', count(now.routeCount)],
        ...Object.entries(now.facts),
      ])),
    lines('Why the file is not in force', now.problems, 'failed'),
    lines('Warnings of what is in force', now.warnings, 'refused'),
    el('h2', null, 'One route, with what its preset says'),
    el('form', { class: 'filters', onsubmit: event => event.preventDefault(), onchange: () => showRoute().catch(error => page.tell(error.message)) }, field('Route', name)),
    place,
    el('p', { class: 'more soft' }, 'Secrets are shown by their ids only.'));
}
