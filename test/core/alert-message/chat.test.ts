import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { chatShape } from '../../../lib/core/alert-message/chat-shape.ts';
import { alertMessage } from '../../../lib/core/alert-message.ts';
import { alert } from './alert.ts';

function chatOf(change: Partial<typeof alert>) {
  return v.parse(chatShape, JSON.parse(alertMessage({ ...alert, ...change }).chat));
}

test('a chat gets the colour, the line, the evidence as code, and every next step', () => {
  expect(chatOf({})).toEqual({
    version: '1.0',
    source: 'custom',
    id: 'cicdtest222-v29-1',
    content: {
      textType: 'client-markdown',
      title: '🔴 cicdtest222: v29 is failing, rolling back to v27',
      description: [
        'v29 has been failing since 03:03:20 UTC: 3 readings in a row over 31 s.',
        '```\n03:03:20 status 503, body "Application Error…"\n03:03:35 status 503\n```',
        '• Asked Heroku to roll back to v27, the last release that was seen healthy.',
        'To undo it: `heroku rollback v29 --app cicdtest222`',
      ].join('\n\n'),
      nextSteps: ['Read `heroku logs --app cicdtest222 --num 1500 --dyno web.1 --source app`'],
      keywords: ['critical', 'rolling-back', 'cicdtest222'],
    },
    metadata: {
      threadId: 'cicdtest222-v29',
      summary: '🔴 cicdtest222: v29 is failing, rolling back to v27',
      eventType: 'rolling-back',
      relatedResources: ['cicdtest222'],
      additionalContext: {
        app: 'cicdtest222',
        kind: 'rolling-back',
        severity: 'critical',
        incident: 'cicdtest222-v29',
        at: '2026-01-02T03:04:05.678Z',
      },
      enableCustomActions: true,
    },
  });
});

test('the link to what a release changed can be followed: it stands in no block of code', () => {
  const line =
    'What it changed since v27: https://github.com/acme/shop/compare/1a5f89db...9c0ffee1';
  const { content } = chatOf({ evidence: ['GET /health', line] });
  expect(content.description.split('```').at(-1)).toContain(line);
});

test('of many lines the first are shown, and how many more the e-mail has', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);
  const codeOf = (count: number) =>
    chatOf({ evidence: lines(count) })
      .content.description.split('```')[1]
      ?.trim()
      .split('\n');
  expect(codeOf(10)).toEqual(lines(10));
  expect(codeOf(12)).toEqual([...lines(10), '(2 lines more in the e-mail)']);
});

test('what was not seen or done takes no room', () => {
  const quiet = chatOf({ evidence: [], done: [], undo: null });
  expect(quiet.content.description).toBe(alert.happened);
  expect(chatOf({ done: ['One.', 'Two.'] }).content.description).toContain('• One.\n• Two.');
});

test('one link is shown, and only what is ours is one', () => {
  const ours = ['Its code: https://github.com/acme/shop/commit/1a5f89db'];
  const others = [
    'Came: Its code: https://github.com/acme/shop/commit/1a5f89db',
    'Its code: https://github.com/acme/shop/commit/1a5f89db and more',
    'Its code: https://evil.example/',
  ];
  const { description } = chatOf({ evidence: [...others, ...ours, ...ours], done: [] }).content;
  const [, code, after] = description.split('```');
  expect(code?.trim().split('\n')).toEqual(others);
  expect(after?.trim().split('\n\n')).toEqual([...ours, expect.stringMatching(/^To undo it/)]);
});

test.each([
  ['critical', '🔴'],
  ['warning', '🟠'],
  ['info', '🔵'],
  ['resolved', '🟢'],
] as const)('%s has a colour of its own', (severity, mark) => {
  expect(chatOf({ severity }).content.title.startsWith(`${mark} cicdtest222: `)).toBe(true);
});

test('what would be markup is shown as it stands', () => {
  const { content } = chatOf({ headline: '<b> & `c` [d](e)', next: ['see `a<b` & c'] });
  expect(content.title).toBe("🔴 cicdtest222: &lt;b&gt; &amp; 'c' [d] (e)");
  expect(content.nextSteps).toEqual(['see `a&lt;b` &amp; c']);
  expect(chatOf({ evidence: ['a `b`'] }).content.description).toContain("\na 'b'\n");
});

test('an alert without an incident begins a thread of its own', () => {
  const { threadId, additionalContext } = chatOf({ incident: null }).metadata;
  expect(threadId).toBe(alert.id);
  expect(additionalContext['incident']).toBe('');
});

test('a stranger’s words call nobody, link nowhere and end no block of code', () => {
  const evil = '<!channel> <https://evil.example|login> [login](https://evil.example) ``` @here';
  const { content } = chatOf({ happened: evil, evidence: [evil], headline: evil, next: [evil] });
  const [before, code, after, ...more] = content.description.split('```');
  expect(more).toEqual([]);
  const markup = [content.title, before, after, ...content.nextSteps].join('\n');
  expect(markup).not.toMatch(/<|>|\]\(/);
  expect(code).not.toMatch(/<|>/);
});

test('is valid and bounded whatever text is in it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.lorem());
  const lines = fc.array(fc.oneof(text, fc.constant('x'.repeat(5_000))), { maxLength: 30 });
  fc.assert(
    fc.property(text, lines, lines, (words, evidence, next) => {
      const { content } = chatOf({ headline: words, happened: words, evidence, next, undo: words });
      expect(content.title.length).toBeLessThanOrEqual(200);
      expect(content.description.length).toBeLessThanOrEqual(2_950);
      expect(content.description.match(/```/g)?.length ?? 2).toBe(2);
      expect(content.nextSteps.length).toBeLessThanOrEqual(8);
      for (const step of content.nextSteps) expect(step.length).toBeLessThanOrEqual(400);
      expect(`${content.title}${content.description}`.match(/<|>/)).toBeNull();
    }),
  );
});
