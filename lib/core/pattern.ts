import { RE2JS } from 're2js';

/**
 * A compiled expression. RE2 takes time linear in the text, whatever the expression and the text.
 */
export type Pattern = RE2JS;

/**
 * Compiles an expression in RE2 syntax, once per text; null: it is none. What cannot be matched in
 * linear time (look-arounds, backreferences) is no RE2 expression.
 */
export function compilePattern(expression: string): Pattern | null {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  const pattern = tryCompile(expression);
  compiled.set(expression, pattern);
  return pattern;
}

// Expressions come from the configuration alone, so there are as many as stand there.
const compiled = new Map<string, Pattern | null>();

function tryCompile(expression: string): Pattern | null {
  try {
    return RE2JS.compile(expression);
  } catch {
    return null;
  }
}
