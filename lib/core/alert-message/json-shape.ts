/**
 * The alert for machines: the type, the parser and the published schema (alert.schema.json) in one.
 * `lastgood` is the version of this shape: a field may be added to it, and none is renamed or
 * removed without a new number.
 */
import * as v from 'valibot';

export const alertJsonShape = v.pipe(
  v.object({
    lastgood: v.pipe(v.literal(1), v.description('The version of this shape.')),
    id: text('Stable: the same alert sent twice carries the same id, so that a receiver can tell.'),
    kind: text('What it is; docs/alerts.md lists all kinds. New ones may come.'),
    severity: v.pipe(
      v.picklist(['critical', 'warning', 'info', 'resolved']),
      v.description('How loud it is. `resolved` closes what an earlier alert opened.'),
    ),
    app: text('The Heroku app, `all apps`, or `12 apps` with each of them in `alerts`.'),
    incident: v.pipe(
      v.nullable(v.string()),
      v.description('Ties the alerts of one trouble together; null: none is open.'),
    ),
    at: text('When it was decided: ISO 8601 in UTC, or `time unknown`.'),
    headline: text('The line that says it all.'),
    happened: text('Sentences: what happened and since when.'),
    evidence: texts('What was seen; one line each.'),
    done: texts('What was done, or every reason why nothing was; one line each.'),
    next: texts('What to do next; one line each, commands between backticks.'),
    undo: v.pipe(
      v.nullable(v.string()),
      v.description('The command that undoes it; null: there is nothing to undo.'),
    ),
    facts: v.pipe(
      v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
      v.description('Facts by name, such as the versions of culprit and target.'),
    ),
    alerts: v.exactOptional(
      v.pipe(
        v.array(
          v.object({
            id: v.string(),
            app: v.string(),
            incident: v.nullable(v.string()),
            severity: v.picklist(['critical', 'warning', 'info', 'resolved']),
            release: v.exactOptional(
              v.pipe(v.number(), v.description('The version of the release that it is about.')),
            ),
          }),
        ),
        v.description('Where one message carries the alerts of several apps: each of them.'),
      ),
    ),
  }),
  v.title('An alert of lastgood'),
  v.description('What subscribers of the topic get by http, https, sqs and lambda.'),
);

/** The alert as machines get it. */
export type AlertJson = v.InferOutput<typeof alertJsonShape>;

function text(description: string) {
  return v.pipe(v.string(), v.description(description));
}

function texts(description: string) {
  return v.pipe(v.array(v.string()), v.description(description));
}
