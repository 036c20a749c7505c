import assert from 'node:assert/strict';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, it } from 'mocha';
import { GOLDEN_RESULTS, goldenRun } from '../trace/golden-run.ts';
import { assertGolden, assertHarmless } from './golden-file.ts';
import { buildJunit } from './junit.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** What jenkins-junit.xsd allows: attributes, required ones, and children in this order. */
const GRAMMAR: Readonly<Record<string, { attributes: string[]; required: string[]; children: string[] }>> = {
  testsuites: { attributes: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'], required: [], children: ['testsuite'] },
  testsuite: {
    attributes: ['name', 'tests', 'failures', 'errors', 'time', 'disabled', 'skipped', 'timestamp', 'hostname', 'id', 'package'], required: ['name', 'tests'],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { attributes: [], required: [], children: ['property'] },
  property: { attributes: ['name', 'value'], required: ['name', 'value'], children: [] },
  testcase: { attributes: ['name', 'assertions', 'time', 'classname', 'status'], required: ['name'], children: ['skipped', 'error', 'failure', 'system-out', 'system-err'] },
  failure: { attributes: ['type', 'message'], required: [], children: [] },
  error: { attributes: ['type', 'message'], required: [], children: [] },
  skipped: { attributes: [], required: [], children: [] },
  'system-out': { attributes: [], required: [], children: [] },
  'system-err': { attributes: [], required: [], children: [] },
};
/** Elements that may stand once only. */
const SINGLE = ['properties', 'skipped'];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toElements(nodes: unknown): { children: Element[]; text: string } {
  const found: { children: Element[]; text: string } = { children: [], text: '' };
  for (const node of Array.isArray(nodes) ? nodes : []) {
    if (!isObject(node)) continue;
    const name = Object.keys(node).find((key) => key !== ':@') ?? '';
    if (name === '#text') found.text += String(node[name]);
    else if (name === '__cdata') found.text += toElements(node[name]).text;
    else found.children.push({ name, attributes: attributesOf(node[':@']), ...toElements(node[name]) });
  }
  return found;
}

function attributesOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([name, text]) => [name, String(text)]));
}

function parse(xml: string): Element {
  assert.equal(XMLValidator.validate(xml), true);
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', cdataPropName: '__cdata', parseTagValue: false, parseAttributeValue: false, trimValues: false, ignoreDeclaration: true });
  const { children } = toElements(parser.parse(xml));
  const [root] = children;
  assert.ok(root && children.length === 1);
  return root;
}

/** Throws where an element, an attribute or an order is not in the grammar. */
function assertGrammar(element: Element): void {
  const rule = GRAMMAR[element.name];
  assert.ok(rule, `no element ${element.name} is allowed`);
  for (const name of Object.keys(element.attributes)) assert.ok(rule.attributes.includes(name), `${element.name} has no attribute ${name}`);
  for (const name of rule.required) assert.ok(name in element.attributes, `${element.name} lacks ${name}`);
  const order = element.children.map((child) => rule.children.indexOf(child.name));
  assert.ok(order.every((place, index) => place >= 0 && place >= (order[index - 1] ?? 0)), `${element.name} has ${element.children.map((child) => child.name).join()}`);
  for (const name of SINGLE) assert.ok(element.children.filter((child) => child.name === name).length <= 1, `${name} twice`);
  element.children.forEach(assertGrammar);
}

function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}

describe('the JUnit reporter', () => {
  const xml = buildJunit(goldenRun());
  const root = parse(xml);
  const testcase = (id: string): Element => {
    const found = descendants(root, 'testcase').find((one) => one.attributes.name?.startsWith(`${id} `));
    assert.ok(found, id);
    return found;
  };
  const outcome = (id: string): string[] => testcase(id).children.filter((child) => child.name !== 'system-out').map((child) => `${child.name} ${child.attributes.type ?? ''}`.trim());

  it('writes what it wrote before', () => {
    assertHarmless(xml);
    assertGolden('junit.xml', xml);
  });

  it('keeps to the schema of Jenkins, whatever the run', () => {
    const emptyTexts = { ...goldenRun(), testcases: GOLDEN_RESULTS.map((result) => ({ ...result, title: '', purpose: '', requirements: [], failures: [], notes: [] })) };
    for (const run of [goldenRun(), goldenRun('SIGTERM'), { ...goldenRun(), testcases: [] }, emptyTexts]) assertGrammar(parse(buildJunit(run)));
  });

  it('would notice a document that does not keep to it', () => {
    assert.throws(() => assertGrammar(parse(xml.replace('<testsuites ', '<testsuites skipped="1" '))), /no attribute skipped/);
    assert.throws(() => assertGrammar(parse(xml.replace('<skipped/>', '<skipped/><skipped/>'))), /skipped twice/);
    assert.throws(() => assertGrammar(parse(xml.replace('</testcase>', '<properties/></testcase>'))), /testcase has/);
    assert.throws(() => parse(xml.replace('</testcase>', '')));
  });

  it('has one suite per topic and one testcase per testcase, and counts them', () => {
    const suites = descendants(root, 'testsuite').map(({ attributes: { name, tests, failures, errors, skipped } }) => [name, tests, failures, errors, skipped]);
    assert.deepEqual(suites, [['ocpp1.6/charge-point/core', '6', '2', '2', '0'], ['ocpp1.6/charge-point/remote', '4', '1', '0', '2']]);
    assert.deepEqual([root.attributes.tests, root.attributes.failures, root.attributes.errors], ['10', '3', '2']);
  });

  it('maps every verdict to its element and type', () => {
    assert.deepEqual(outcome('TC_001_CS'), []);
    assert.deepEqual(outcome('TC_003_CS'), ['failure failed']);
    assert.deepEqual(outcome('TC_004_1_CS'), ['failure framing/array-shape']);
    assert.deepEqual(outcome('TC_005_1_CS'), ['error inconclusive']);
    assert.deepEqual(outcome('TC_010_CS'), ['error error']);
    assert.deepEqual(outcome('TC_032_1_CS'), []);
    assert.deepEqual(outcome('TC_011_1_CS'), ['skipped']);
    assert.deepEqual(outcome('TC_041_CS'), ['skipped']);
    assert.deepEqual(outcome('TC_042_CS'), ['failure unexpected-pass']);
  });

  it('says requirement, expected, actual and frames in a failure, and all failures of a testcase', () => {
    const text = testcase('TC_003_CS').children.find((child) => child.name === 'failure')?.text ?? '';
    assert.match(text, /requirement:.*4\.8[^]*expected:.*TAG-1[^]*actual:.*TAG-9[^]*last frames:[^]*device → \[2,"18"/);
    const both = testcase('TC_004_1_CS').children.find((child) => child.name === 'failure')?.text ?? '';
    assert.equal(both.match(/^requirement:/gm)?.length, 2);
    assert.ok(both.includes('a]]\\x3eb & "c" <d>'));
  });

  it('gives the reason why something was not applicable, as a property and in system-out', () => {
    const reason = 'requires reservation, which device.features does not declare';
    const properties = new Map(descendants(root, 'property').map(({ attributes: { name, value } }) => [name, value]));
    assert.equal(properties.get('TC_011_1_CS.reason'), reason);
    assert.ok(testcase('TC_011_1_CS').children.find((child) => child.name === 'system-out')?.text.includes(reason));
    const names = ['requirements', 'profile', 'ocpp', 'sut', 'verdict', 'attempt', 'flaky', 'trace', 'file'];
    for (const { id } of GOLDEN_RESULTS) for (const name of names) assert.ok(properties.has(`${id}.${name}`), `${id}.${name}`);
    assert.equal(properties.get('TC_032_1_CS.flaky'), 'true');
    assert.equal(properties.get('TC_041_CS.verdict'), 'failed');
  });

  it('gives times in seconds', () => {
    assert.equal(testcase('TC_001_CS').attributes.time, '65');
    assert.equal(testcase('TC_003_CS').attributes.time, '1.2');
  });
});
