// What the runner and the instrumented code tell each other, in the one place where both look.

import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';

const world = globalThis as Record<string, unknown>;
world[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {};

export const stryker = world[INSTRUMENTER_CONSTANTS.NAMESPACE] as InstrumenterContext;
