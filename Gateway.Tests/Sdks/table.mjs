// The outcome as text: what each SDK and the gateway said, and where they differ.

export const isStricter = ({ sdk, gateway }) => sdk && !gateway;
export const isLaxer = ({ sdk, gateway }) => !sdk && gateway;
export const isTaken = ({ sdk, gateway }) => sdk && gateway;

const counts = {
  mutations: () => true,
  'SDK accepts': ({ sdk }) => sdk,
  'both refuse': ({ sdk, gateway }) => !sdk && !gateway,
  'gateway stricter': isStricter,
  'gateway laxer': each => isLaxer(each) && !each.isDocumented,
  documented: ({ isDocumented }) => isDocumented,
};

export function tableOf(rows) {
  const lines = [
    ['SDK', 'version', 'preset', 'genuine', ...Object.keys(counts)],
    ...rows.map(row => lineOf([row.package, row.version, row.preset], [row])),
    lineOf(['all', '', ''], rows),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
  return lines.map(line => line.map((cell, column) => column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join('  '))
    .join('\n');
}

function lineOf(names, rows) {
  const sum = of => rows.reduce((total, row) => total + of(row), 0);
  return [
    ...names, `${sum(row => row.genuineTaken)}/${sum(row => row.genuine)}`,
    ...Object.values(counts).map(of => String(sum(row => row.cases.filter(of).length))),
  ];
}

/** The mutations that pass `of`, each with the presets where they do. */
export function listOf(rows, of, indent = '  ') {
  const found = new Map();
  for (const row of rows) {
    for (const { name } of row.cases.filter(of)) found.set(name, [...found.get(name) ?? [], row.preset]);
  }
  return [...found].map(([name, presets]) => `${indent}${name}: ${presets.join(', ')}`).join('\n');
}

/** Each reason of sdks.json, with what it explains of these rows. */
export function differences(rows, reasons) {
  return reasons.map(({ why, where }) => {
    const explained = rows.map(row => ({ ...row, cases: row.cases.filter(({ name }) => where[name]?.includes(row.name)) }));
    const list = listOf(explained.filter(({ cases }) => cases.length > 0), () => true, '    ');
    return list === '' ? '' : `  ${why}\n${list}\n`;
  }).join('') || '  nothing\n';
}
