/** The named steps of a rollback, and how each is stopped at exactly. */
import { limits } from '../../lib/core/limits.ts';
import { shop } from '../../lib/local/drill/apps.ts';
import type { Passing } from './gate.ts';
import type { Killed, Moment } from './kill-once.ts';
import type { Staging } from './stage.ts';

export type Step = Staging & {
  readonly name: string;
  readonly moment: Moment;
  /**
   * Whether the call was carried out is not known for a minute: it is started again when that is
   * over, by its clock. In `npm run kill` the minute is waited for.
   */
  readonly laterMs?: number;
  /** What must have been stored and done at that moment; null: it was so. */
  readonly is: (killed: Killed) => boolean;
};

const situationOf = ({ stored }: Killed) => stored.state?.situation.name ?? 'unknown';
const isAt = (situation: string, rollbacks: number) => (killed: Killed) =>
  situationOf(killed) === situation && killed.rollbacks === rollbacks;

const isFormation = ({ path }: Passing) => path === `/apps/${shop}/formation`;
const isPost = ({ method, path }: Passing) =>
  method === 'POST' && path === `/apps/${shop}/releases`;
const isRead = ({ method, path }: Passing) =>
  method === 'GET' && path.startsWith(`/apps/${shop}/releases`);
const tells = (kind: string) => (call: Passing) =>
  call.body.includes('Action=Publish') && call.body.includes(kind);

export const steps: readonly Step[] = [
  {
    name: 'before the claim',
    // The formation is read only where a rollback may be decided.
    moment: ({ herokuGate }) => herokuGate.hold('before', isFormation),
    is: isAt('watching', 0),
  },
  {
    name: 'claimed and not sent',
    // Of all reads of the releases it is the one that comes once the claim is in the table.
    moment: (stage) =>
      stage.herokuGate.hold('before', async (call) => {
        if (!isRead(call)) return false;
        const { state } = await stage.stored();
        return state?.situation.name === 'rolling-back';
      }),
    laterMs: limits.resendAfterMs,
    is: isAt('rolling-back', 0),
  },
  {
    name: 'sent, and Heroku never got it',
    moment: ({ herokuGate }) => herokuGate.hold('before', isPost),
    laterMs: limits.resendAfterMs,
    is: isAt('rolling-back', 0),
  },
  {
    name: 'sent and not answered',
    moment: ({ herokuGate }) => herokuGate.hold('after', isPost),
    is: isAt('rolling-back', 1),
  },
  {
    name: 'answered and not settled',
    // What was answered is settled once the alerts that go out beside it are sent.
    moment: ({ herokuGate, topicGate }) =>
      Promise.all([
        topicGate.hold('before', tells('rollback-started')),
        herokuGate.answered(isPost),
      ]),
    is: (killed) => isAt('rolling-back', 1)(killed) && !killed.told.includes('rollback-started'),
  },
  {
    name: 'settled and not published',
    moment: ({ topicGate }) => topicGate.hold('before', tells('rollback-current')),
    is: (killed) => isAt('verifying', 1)(killed) && !killed.told.includes('rollback-current'),
  },
  {
    name: 'published, and the answer of SNS on its way',
    // It goes out beside the call: of one that was not answered the story would be another.
    moment: ({ herokuGate, topicGate }) =>
      Promise.all([
        topicGate.hold('after', tells('rollback-started')),
        herokuGate.answered(isPost),
      ]),
    is: isAt('rolling-back', 1),
  },
  {
    name: 'release phase pending',
    moment: async ({ heroku, herokuGate }) => {
      await heroku.until('rollback');
      await herokuGate.answered(isPost);
      await herokuGate.hold('before', isRead);
    },
    phase: true,
    is: isAt('rolling-back', 1),
  },
  {
    name: 'verifying',
    // Nobody is slower to kill it than that takes.
    verify: '15s',
    moment: (_stage, first) => first.until(({ text }) => text.includes('the rollback is live')),
    is: isAt('verifying', 1),
  },
  {
    name: 'rolled back and the alert not yet sent',
    moment: ({ topicGate }) => topicGate.hold('before', tells('rolled-back')),
    is: (killed) => isAt('rolled-back', 1)(killed) && !killed.told.includes('rolled-back'),
  },
];
