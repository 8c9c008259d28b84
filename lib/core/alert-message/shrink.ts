import type { Alert } from '../alert.ts';
import { cutAtWord } from '../plain-text.ts';

/** How much of an alert is kept: lines of each list, characters of each line and of each text. */
export type Size = {
  readonly evidenceLines: number;
  readonly evidenceCharacters: number;
  readonly otherLines: number;
  readonly textCharacters: number;
  readonly facts: boolean;
};

const whole = {
  evidenceLines: Number.POSITIVE_INFINITY,
  evidenceCharacters: Number.POSITIVE_INFINITY,
  otherLines: Number.POSITIVE_INFINITY,
  textCharacters: Number.POSITIVE_INFINITY,
  facts: true,
};

/**
 * From everything to what fits always: under 9,000 characters, each of which takes at most four
 * bytes in each of the four copies of the JSON and three in each of the two of the prose, stay
 * under SNS's 256 KiB.
 */
export const sizes: { readonly larger: readonly Size[]; readonly smallest: Size } = {
  larger: [
    whole,
    { ...whole, evidenceLines: 200, evidenceCharacters: 500 },
    { ...whole, evidenceLines: 50, evidenceCharacters: 300 },
    { ...whole, evidenceLines: 10, evidenceCharacters: 200 },
    { ...whole, evidenceLines: 0 },
  ],
  smallest: {
    evidenceLines: 8,
    evidenceCharacters: 200,
    otherLines: 8,
    textCharacters: 250,
    facts: false,
  },
};

/** The alert cut to a size. What was cut is said in the last line of the evidence. */
export function shrink(alert: Alert, size: Size): Alert {
  if (size === whole) return alert;
  const cut = (text: string) => cutAtWord(text, size.textCharacters);
  const lines = (texts: readonly string[]) => texts.slice(0, size.otherLines).map(cut);
  return {
    ...alert,
    id: cut(alert.id),
    kind: cut(alert.kind),
    app: cut(alert.app),
    incident: alert.incident === null ? null : cut(alert.incident),
    headline: cut(alert.headline),
    happened: cut(alert.happened),
    evidence: [
      ...alert.evidence
        .slice(0, size.evidenceLines)
        .map((line) => cutAtWord(line, size.evidenceCharacters)),
      note(alert, size),
    ],
    done: lines(alert.done),
    next: lines(alert.next),
    undo: alert.undo === null ? null : cut(alert.undo),
    facts: size.facts ? alert.facts : {},
  };
}

function note({ evidence }: Alert, size: Size): string {
  const shown = Math.min(evidence.length, size.evidenceLines);
  const others = size.facts ? '' : ', other texts shortened, facts left out';
  return `(cut to fit one SNS message: ${shown} of ${evidence.length} lines of evidence${others})`;
}
