/** The text of apps.yml as values, and the way back from a value to its line and column. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { limits } from '../limits.ts';
import { inspectKeys } from './document-keys.ts';
import { type Complaint, type Fault, formatPath, type Path } from './fault.ts';

/** A configuration file that is YAML; whether it makes sense is another question. */
export type YamlFile = {
  readonly ok: true;
  readonly value: unknown;
  /** What YAML allows and a configuration must not hold, see `inspectKeys`. */
  readonly complaints: readonly Complaint[];
  /** Finds the line and the column of what is complained of. */
  locate(complaint: Complaint): Fault;
};

/** Reads YAML 1.2 (core schema). It never throws: what cannot be read at all is faults. */
export function readYaml(
  text: string,
  file: string,
): YamlFile | { readonly ok: false; readonly faults: readonly Fault[] } {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let document: Document | null = null;
  try {
    // yaml's own search for repeated keys takes a time that grows with the square of their number.
    const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, schema: 'core' };
    const parsed = parseDocument(text, { ...options, logLevel: 'error' });
    document = parsed;
    const slips = [...parsed.errors, ...parsed.warnings];
    if (slips.length > 0) return { ok: false, faults: slipFaults(slips, place) };
    const value: unknown = parsed.toJS({ maxAliasCount: limits.yamlAliasesMax });
    const complaints = inspectKeys(parsed.contents);
    const locate = ({ path, about, message, offset }: Complaint): Fault => {
      const at = offset ?? offsetOf(parsed, path, about);
      return { ...place(at), path: formatPath(path), message };
    };
    return { ok: true, value, complaints, locate };
  } catch (error) {
    // An alias without its anchor, aliases that multiply, or nesting deeper than the stack.
    const reason = error instanceof Error ? error.message : String(error);
    const message = `expected plain YAML (${reason}); write the values out`;
    // Of an alias it is a ReferenceError; what is too deep for the stack must not be walked again.
    const ofAlias = error instanceof ReferenceError;
    const at = document !== null && ofAlias ? aliasWithoutAnchor(document) : null;
    return { ok: false, faults: [{ ...place(at ?? 0), path: '', message }] };
  }
}

/** Where the first one is; null: there is none. */
function aliasWithoutAnchor(document: Document): number | null {
  const anchors = new Set<string>();
  let at: number | null = null;
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return undefined;
      }
      if (anchors.has(node.source)) return undefined;
      at = rangeStart(node);
      return visit.BREAK;
    },
  });
  return at;
}

type Place = Omit<Fault, 'path' | 'message'>;

/** One slip makes many faults of syntax; the first ones are where it is. */
function slipFaults(slips: readonly YAMLError[], place: (offset: number) => Place): Fault[] {
  const shown = slips.slice(0, limits.syntaxFaultsMax).map((slip) => {
    const message =
      slip.code === 'MULTIPLE_DOCS' ? 'one document, here a second begins' : slip.message;
    return { ...place(slip.pos[0]), path: '', message: `expected YAML: ${message}` };
  });
  const left = slips.length - shown.length;
  const last = shown.at(-1);
  if (left <= 0 || last === undefined) return shown;
  return [...shown, { ...last, message: `and ${left} more faults of syntax; mend the first ones` }];
}

/** Where a path leads in the text, or how far it leads when the rest is not written there. */
function offsetOf(document: Document, path: Path, about: Complaint['about']): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const [depth, part] of path.entries()) {
    const step = stepInto(document, node, part);
    if (step === null) break;
    const isLast = depth === path.length - 1;
    offset = isLast && about === 'value' ? (step.valueAt ?? step.keyAt) : step.keyAt;
    node = step.node;
  }
  return offset;
}

type Step = { readonly node: unknown; readonly keyAt: number; readonly valueAt: number | null };

function stepInto(document: Document, from: unknown, part: string | number): Step | null {
  const node = isAlias(from) ? from.resolve(document) : from;
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part];
    const at = rangeStart(item);
    return at === null ? null : { node: item, keyAt: at, valueAt: at };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  const keyAt = rangeStart(pair?.key);
  if (pair === undefined || keyAt === null) return null;
  return { node: pair.value, keyAt, valueAt: rangeStart(pair.value) };
}

function rangeStart(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}
