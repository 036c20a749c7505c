import { render } from '../../matching/matchers.ts';
import type { Verifier } from '../types.ts';

/** Checks on the order in which saved frames crossed the wire. */
export const ORDER_CHECKS: Record<string, Verifier> = {
  'answer-first': {
    sentence: 'the answer to a request comes before the message that it asks for',
    verify: ({ answer, message }) => {
      if (typeof answer !== 'number' || typeof message !== 'number') return { expected: 'two moments', actual: `${render(answer)} and ${render(message)}` };
      return message >= answer ? undefined : { expected: 'the answer before the message', actual: `the message, and the answer ${Number((answer - message).toFixed(1))} ms later` };
    },
    examples: { passing: [{ answer: 5, message: 5.1 }], failing: [{ answer: 5, message: 4.9 }, { answer: 5 }, { message: 5 }] },
  },
};
