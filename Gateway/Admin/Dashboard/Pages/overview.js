// All routes at a glance.

import { get, query } from '/dashboard/api.js';
import { badge, el, facts } from '/dashboard/dom.js';
import { legend, minutes } from '/dashboard/charts.js';
import { capturesLink } from '/dashboard/captures.js';
import { configurationLink } from '/dashboard/configuration.js';
import { deliveriesLink } from '/dashboard/deliveries.js';
import { feedLink } from '/dashboard/feed.js';
import { tenantLink, tenantsLink } from '/dashboard/tenants.js';
import { ago, count, duration, milliseconds, percent, sum } from '/dashboard/text.js';

const soon = 14 * 24 * 3600 * 1000;

function keys(route, now) {
  if (route.keys.length === 0) return null;
  return route.keys.map(key => el('div', null,
    el('span', { class: 'mono' }, key.id), ' ',
    el('span', { class: 'soft' }, key.lastUsed ? ['used ', ago(key.lastUsed, now)] : 'not used since the start'),
    key.notAfter ? [' ', badge(['ends ', ago(key.notAfter, now)], new Date(key.notAfter) - new Date(now) < soon ? 'failed' : '')] : null,
    key.notBefore && new Date(key.notBefore) > new Date(now) ? [' ', badge(['begins ', ago(key.notBefore, now)])] : null));
}

function worst(route) {
  const refusals = Object.entries(route.outcomes)
    .filter(([code]) => !['forwarded', 'queued', 'duplicate', 'handshake', 'ignored'].includes(code))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3);
  return refusals.map(([code, number], i) => [i > 0 ? ', ' : '', el('a', { href: feedLink({ route: route.facts.route, outcome: code }) }, code), ` ${count(number)}`]);
}

/** Whether as much comes as is expected. */
function silence({ silence: of }, now) {
  if (!of) return null;
  const every = of.everySeconds === null ? 'by what was learned' : `expected every ${duration(of.everySeconds)}`;
  if (of.silentSince) return [badge(['silent since ', ago(of.silentSince, now)], 'failed'), ` ${every}`];
  return of.learnsUntil && new Date(of.learnsUntil) > new Date(now) ? ['is learned until ', ago(of.learnsUntil, now)] : `none; ${every}`;
}

const alarms = (list, now) => list.length === 0 ? null
  : list.map(alarm => el('div', null, badge(alarm.kind, 'failed'), ' ', el('span', { class: 'soft' }, ['since ', ago(alarm.since, now)])));

/** Those with the most webhooks, and where the others are. */
function tenants({ facts: { route }, tenants: of }) {
  if (of.length === 0) return null;
  return [
    of.map((one, i) => [i > 0 ? ', ' : '', tenantLink(route, one.tenant), ` ${count(one.passed + one.failed)}`]),
    ', ', el('a', { href: tenantsLink(route), 'aria-label': `Tenants: ${route}` }, 'more'),
  ];
}

/** Where the events of a route that queues go, and how that stands. */
function destinations(route, now) {
  if (route.destinations.length === 0) return null;
  return route.destinations.map(one => el('div', null,
    one.name, ' ',
    one.broker ? [el('span', { class: 'soft' }, `${one.kind} at `, el('span', { class: 'mono' }, one.broker)), ' '] : null,
    one.state ? [badge(one.state, one.state === 'connected' ? 'passed' : one.state === 'connecting' ? '' : 'failed'), ' '] : null,
    one.isPaused ? [badge('paused', 'failed'), ' '] : null,
    one.failure ? el('div', { class: 'soft' }, [`${one.failure} `, '(', ago(one.failedAt, now), ')']) : null));
}

/** Where else one may want to look at this route. */
function links({ facts: of }) {
  const { route } = of;
  return el('p', { class: 'links' },
    el('a', { href: feedLink({ route }), 'aria-label': `Live: ${route}` }, 'Live'),
    el('a', { href: capturesLink({ route }), 'aria-label': `Captures: ${route}` }, 'Captures'),
    of.destinations.length > 0 ? el('a', { href: deliveriesLink({ route }), 'aria-label': `Deliveries: ${route}` }, 'Deliveries') : null,
    el('a', { href: configurationLink(route), 'aria-label': `Configuration: ${route}` }, 'Configuration'));
}

function card(route, now) {
  const { facts: of } = route;
  const [passed, refused, failed] = [sum(route.passed), sum(route.refused), sum(route.failed)];
  const all = passed + refused + failed;
  return el('li', { class: 'card' },
    el('div', { class: 'head' },
      el('h2', null, el('a', { href: feedLink({ route: of.route }) }, of.route)),
      badge(of.mode, of.mode === 'enforce' ? 'passed' : 'refused'),
      of.monitored.map(stage => badge(`${stage} in monitor`, 'refused')),
      of.provider ? el('span', { class: 'soft' }, of.provider) : null),
    el('p', { class: 'soft mono' }, [of.methods.join(' '), of.path ?? 'any path', of.hosts.length > 0 ? `on ${of.hosts.join(', ')}` : ''].filter(Boolean).join(' ')),
    minutes(route.passed, route.refused, route.failed),
    facts([
      ['Last hour', all === 0 ? 'nothing' : `${count(all)}; ${percent(passed, all)} passed`],
      ['Refused, failed', refused + failed === 0 ? null : `${count(refused)}, ${count(failed)}`],
      ['Most often', worst(route).length > 0 ? worst(route) : null],
      ['Latency', route.latencyP50 === null ? null : `half within ${milliseconds(route.latencyP50)}, 95 % within ${milliseconds(route.latencyP95)}`],
      ['Last verified', of.asksForProof ? route.verifiedAt ? ago(route.verifiedAt, now) : 'none since the start' : 'stands open'],
      ['Silence', silence(route, now)],
      ['Alarms', alarms(route.alarms, now)],
      ['Most by tenant', tenants(route)],
      ['Queued for', destinations(route, now)],
      ['Keys', keys(route, now)],
    ]),
    links(route));
}

/** What is wrong with the gateway as a whole. */
function trouble(list) {
  const { now } = list;
  const lines = [
    list.problems > 0 ? [badge('the file is not in force', 'failed'), ' ', el('a', { href: '#/configuration' }, `${count(list.problems)} problems`)] : null,
    list.warnings > 0 ? [badge('warnings', 'refused'), ' ', el('a', { href: '#/configuration' }, `${count(list.warnings)} of the configuration in force`)] : null,
    ...list.alarms.map(alarm => [badge(alarm.kind, 'failed'), ' ', el('span', { class: 'soft' }, ['since ', ago(alarm.since, now)])]),
  ].filter(Boolean);
  return lines.length === 0 ? null : el('ul', { class: 'card trouble', 'aria-label': 'What needs a look' }, lines.map(line => el('li', null, line)));
}

function summary(list) {
  const [passed, refused, failed] = ['passed', 'refused', 'failed'].map(kind => sum(list.routes.map(route => sum(route[kind]))));
  const all = passed + refused + failed;
  const tile = (name, value) => el('div', null, el('dt', null, name), el('dd', null, value));
  return el('dl', { class: 'tiles' },
    tile('Routes', count(list.total)),
    tile('Last hour', count(all)),
    tile('Passed', percent(passed, all)),
    tile('Refused', count(refused)),
    tile('Failed', count(failed)));
}

export async function overview(name, page) {
  const search = el('input', { type: 'search', name: 'route', value: name, autocomplete: 'off' });
  const place = el('div');
  let more = 200;

  async function ask() {
    const list = await get(`routes${query({ route: search.value, limit: more })}`, page.signal);
    place.replaceChildren(
      summary(list),
      trouble(list) ?? '',
      legend(),
      el('ul', { class: 'grid' }, list.routes.map(route => card(route, list.now))),
      list.next && more < 500
        ? el('p', { class: 'more' }, el('button', { type: 'button', class: 'plain', onclick: () => { more = 500; ask(); } }, 'Show more'))
        : el('p', { class: 'more soft' }, list.next ? `${count(list.total)} routes; search to see others.` : ['Counted since ', ago(list.since, list.now), '.']));
    return list;
  }

  const list = await ask();
  page.every(5000, ask);
  return el('div', null,
    el('h1', null, 'Overview'),
    list.total > 12 || name
      ? el('form', { class: 'filters', onsubmit: event => { event.preventDefault(); ask(); } },
        el('label', null, 'Route', search), el('button', { type: 'submit' }, 'Search'))
      : null,
    place);
}
