import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Remote stop rejected',
  purpose: 'The CSMS copes with a charge point that does not know the transaction to be stopped; the running one goes on.',
  spec: ['4.10', '5.12', 'errata 3.33'],
  profile: 'Core',
  given: ['booted', 'charging'],
  steps: [
    { trigger: 'RemoteStopTransaction', with: { transactionId: '$unknownTransaction' } },
    { expect: 'RemoteStopTransaction', where: { transactionId: '$unknownTransaction' }, reply: { status: 'Rejected' } },
    {
      send: 'StopTransaction', with: { transactionId: '$started.payload.transactionId', idTag: '$valid', meterStop: 20, reason: 'Local' },
      reply: { idTagInfo: { oneOf: [{ omitted: true }, { status: 'Accepted' }] } },
    },
  ],
});
