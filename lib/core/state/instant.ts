import * as v from 'valibot';

/** Epoch milliseconds. */
export const instant = v.number();
export const optionalInstant = v.nullable(instant);
