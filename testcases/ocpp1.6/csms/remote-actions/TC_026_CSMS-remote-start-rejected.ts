import { csmsTest } from '#testcase/ocpp1.6';

export default csmsTest({
  title: 'Remote start rejected',
  purpose: 'The CSMS copes with a charge point that does not start the transaction it was asked for.',
  spec: ['5.11'],
  profile: 'Core',
  given: ['booted'],
  steps: [
    { trigger: 'RemoteStartTransaction', with: { connectorId: '$connector', idTag: '$valid' } },
    { expect: 'RemoteStartTransaction', where: { connectorId: '$connector', idTag: '$valid' }, reply: { status: 'Rejected' } },
    { send: 'Heartbeat', note: 'The CSMS goes on serving the charge point.' },
  ],
});
