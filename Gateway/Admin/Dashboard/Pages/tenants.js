// The tenants of a route that have the most webhooks.

import { get, query } from '/dashboard/api.js';
import { el, table } from '/dashboard/dom.js';
import { feedLink } from '/dashboard/feed.js';
import { count } from '/dashboard/text.js';

export const tenantsLink = route => `#/tenants${query({ route })}`;

/** The name of a tenant, to its webhooks. */
export const tenantLink = (route, tenant) => el('a', { href: feedLink({ route, text: tenant }), class: 'mono' }, tenant);

export async function tenants(_, page) {
  const route = page.asked.get('route') ?? '';
  const place = el('div');
  const columns = [
    { name: 'Tenant', of: row => tenantLink(route, row.tenant) },
    { name: 'Passed', class: 'number', of: row => count(row.passed) },
    { name: 'Failed', class: 'number', of: row => count(row.failed) },
    { name: 'Refused', class: 'number', of: row => count(row.refused) },
    { name: 'Uncounted', class: 'number', of: row => row.uncounted === 0 ? '' : `at most ${count(row.uncounted)}` },
  ];

  async function ask() {
    const list = (await get(`traffic/tenants${query({ route })}`, page.signal)).tenants;
    place.replaceChildren(list.length > 0
      ? table(`Tenants of ${route}, those with the most webhooks first`, columns, list)
      : el('p', { class: 'card' }, 'No tenant of this route had a webhook in the last half hour.'));
    page.say(`${list.length} tenants`);
  }

  await ask();
  page.every(5000, ask);
  return el('div', null,
    el('h1', null, 'Tenants'),
    el('p', { class: 'soft' }, 'Of the last half hour to hour. Who has more than a 64th of a half hour\'s proven webhooks is here; of others it may not be known how many they had before. Refused is what named the tenant and was not let through, whoever sent it.'),
    place);
}
