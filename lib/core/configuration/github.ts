/** Where an app's code and its deploys are at GitHub: what `repository` and `environment` take. */
import * as v from 'valibot';
import { limits } from '../limits.ts';

/**
 * A repository as GitHub writes it, `owner/name`. An owner is of letters, digits and hyphens, with
 * an underscore before the short code of an enterprise; a name may have dots too.
 */
export function repository(description: string) {
  const expected = 'the owner and name of a GitHub repository such as acme/shop';
  return v.pipe(
    v.string(expected),
    v.description(description),
    v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, expected),
    v.check((written) => !/\/\.{1,2}$|\.git$/.test(written), `${expected}, without .git`),
  );
}

/** The name of a deployment environment, which may hold almost anything but a line break. */
export function environment(description: string) {
  const max = limits.environmentCharactersMax;
  const expected = `the name of a GitHub environment: one line of at most ${max} characters`;
  return v.pipe(
    v.string(expected),
    v.description(description),
    v.regex(/^\S([^\p{Cc}\u2028\u2029]*\S)?$/u, expected),
    v.maxLength(max, expected),
  );
}
